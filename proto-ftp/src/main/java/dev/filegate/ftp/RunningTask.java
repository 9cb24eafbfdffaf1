package dev.filegate.ftp;

import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.session.SessionContext;
import dev.filegate.ftp.Outcome.Reply;
import dev.filegate.ftp.data.CorruptStreamException;
import dev.filegate.ftp.data.DataConnection;
import dev.filegate.ftp.data.DataEndpoint;
import dev.filegate.ftp.data.DataProtection;
import dev.filegate.ftp.data.PlainDataConnection;
import dev.filegate.ftp.data.UnprotectedException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A transfer, or other long work, on a virtual thread of its own while the session's thread goes on listening. Whatever happens, it ends
 * with one reply, and everything it held is released before {@code onEnd} is called.
 */
public final class RunningTask {
    private static final Logger LOG = LoggerFactory.getLogger(RunningTask.class);

    /** Why somebody ended it early. */
    enum Reason {
        /** ABOR. */
        CLIENT,
        /** Nothing moved for {@code filegate.ftp.data-timeout}. */
        STILL,
        /** The control connection ended. */
        DISCONNECTED
    }

    private final String activity;
    private final TransferProgress progress = new TransferProgress();
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile @Nullable DataEndpoint awaited;
    private volatile @Nullable DataConnection connection;
    private volatile @Nullable Reason reason;
    private volatile @Nullable Reply result;

    private RunningTask(String activity, @Nullable DataEndpoint awaited) {
        this.activity = activity;
        this.awaited = awaited;
    }

    /** Starts a transfer. {@code onEnd} is called when its {@link #result} is there. */
    static RunningTask start(Outcome.Transfer transfer, DataProtection protection, String sessionId, Runnable onEnd) {
        RunningTask running = new RunningTask(transfer.activity(), transfer.endpoint());
        running.spawn(sessionId, () -> running.transfer(transfer, protection), onEnd);
        return running;
    }

    /** Starts work without a data connection. */
    static RunningTask start(Outcome.Work work, String sessionId, Runnable onEnd) {
        RunningTask running = new RunningTask(work.activity(), null);
        running.spawn(sessionId, () -> running.guarded(() -> work.task().run(running.progress)), onEnd);
        return running;
    }

    private interface Body {
        Reply run() throws IOException;
    }

    private void spawn(String sessionId, Supplier<Reply> body, Runnable onEnd) {
        Thread.ofVirtual()
                .name("ftp-data-" + sessionId)
                .start(() -> SessionContext.run(sessionId, () -> {
                    try {
                        result = body.get();
                    } finally {
                        if (result == null) {
                            result = FtpReplies.internal();
                        }
                        over.countDown();
                        onEnd.run();
                    }
                }));
    }

    private Reply transfer(Outcome.Transfer transfer, DataProtection protection) {
        try (DataEndpoint endpoint = transfer.endpoint();
                Outcome.DataTask task = transfer.task()) {
            return guarded(() -> {
                try (PlainDataConnection opened = endpoint.open()) {
                    adopt(opened);
                    return task.run(protection.protect(opened), progress);
                }
            });
        }
    }

    /** From here on {@link #abort} closes the connection; one that came before this is noticed here. */
    private void adopt(DataConnection opened) throws IOException {
        connection = opened;
        awaited = null;
        progress.moved(0);
        if (reason != null) {
            throw new IOException("aborted");
        }
    }

    private Reply guarded(Body body) {
        try {
            return body.run();
        } catch (CorruptStreamException e) {
            return Reply.of(451, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            LOG.debug("{} failed", activity, e);
            return e instanceof UnprotectedException && reason == null
                    ? Reply.of(522, String.valueOf(e.getMessage()))
                    : interrupted(e);
        } catch (GatewayException e) {
            return FtpReplies.failure(activity, e);
        } catch (RuntimeException e) {
            LOG.error("{} failed unexpectedly", activity, e);
            return FtpReplies.internal();
        }
    }

    private Reply interrupted(IOException failure) {
        Reason why = reason;
        boolean connected = connection != null || awaited == null;
        if (why == null) {
            return connected
                    ? Reply.of(426, "the data connection broke; transfer aborted")
                    : Reply.of(425, "no data connection: " + words(failure));
        }
        return switch (why) {
            case CLIENT -> Reply.of(426, "transfer aborted");
            case STILL ->
                connected
                        ? Reply.of(426, "nothing moved on the data connection for too long; transfer aborted")
                        : Reply.of(425, "no data connection came about in time");
            case DISCONNECTED -> Reply.of(426, "the control connection ended; transfer aborted");
        };
    }

    private static String words(IOException failure) {
        String message = failure.getMessage();
        return message == null ? "the connection failed" : message;
    }

    /** Ends it early; it still ends with a {@link #result}, which is its success if that came first. */
    void abort(Reason why) {
        if (reason == null) {
            reason = why;
        }
        progress.abort();
        DataEndpoint endpoint = awaited;
        if (endpoint != null) {
            endpoint.close();
        }
        DataConnection opened = connection;
        if (opened != null) {
            opened.close();
        }
    }

    /** The completion reply, once it has ended. */
    Optional<Reply> result() {
        return Optional.ofNullable(result);
    }

    /** Waits for the end; storages that hang delay it. */
    void awaitEnd() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** How long nothing has moved. */
    Duration still() {
        return progress.still();
    }

    /** The verb and what it works on, as in {@code RETR /a/b.bin}. */
    public String activity() {
        return activity;
    }

    public TransferProgress progress() {
        return progress;
    }
}
