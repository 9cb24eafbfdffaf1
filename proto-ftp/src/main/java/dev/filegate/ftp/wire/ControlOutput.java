package dev.filegate.ftp.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.ssl.SslHandler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The replies of one control connection on their way out; belongs to the session's thread. They are written from there when the connection
 * is in clear and nothing waits before them: a turn of the event loop for each reply costs more than the reply. What the socket does not
 * take at once, and everything under TLS, goes through the event loop.
 *
 * <p>Only a Telnet answer of the event loop can come between the two parts of a reply cut by a full socket, where Telnet allows it
 * (RFC 854: commands may stand anywhere in the stream).
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails on a channel reaches exceptionCaught or channelInactive
final class ControlOutput {
    private static final Logger LOG = LoggerFactory.getLogger(ControlOutput.class);

    /** Replies collected before they are written without being asked: what a flood of pipelined requests may gather. */
    private static final int FLUSH_AT_BYTES = 8 * 1024;

    private final ControlChannel channel;
    private final Duration patience;
    private final ByteArrayOutputStream unsent = new ByteArrayOutputStream(256);
    private final AtomicInteger queued = new AtomicInteger();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition writable = lock.newCondition();

    /** @param patience how long the client may refuse to read */
    ControlOutput(ControlChannel channel, Duration patience) {
        this.channel = channel;
        this.patience = patience;
    }

    void reply(int code, List<String> lines) {
        ReplyEncoder.reply(code, lines, unsent);
        flushIfMuch();
    }

    void open(int code, String line) {
        ReplyEncoder.line(code + "-" + line, unsent);
        flushIfMuch();
    }

    void inner(String line) {
        ReplyEncoder.inner(line, unsent);
        flushIfMuch();
    }

    private void flushIfMuch() {
        if (unsent.size() >= FLUSH_AT_BYTES) {
            flush();
        }
    }

    /** Writes what was added, in one piece. Waits while the client does not read; one that never does loses the connection. */
    void flush() {
        if (unsent.size() == 0) {
            return;
        }
        ByteBuffer bytes = ByteBuffer.wrap(unsent.toByteArray());
        unsent.reset();
        if (isNextInClear()) {
            writeNow(bytes);
        }
        if (bytes.hasRemaining()) {
            queue(bytes);
        }
    }

    /** What was added and not written yet; it is the caller's to write now. */
    ByteBuf takeUnsent() {
        ByteBuf bytes = Unpooled.wrappedBuffer(unsent.toByteArray());
        unsent.reset();
        return bytes;
    }

    /** TLS comes and goes only at the request of this thread, so the answer holds until it is used. */
    private boolean isNextInClear() {
        return queued.get() == 0 && channel.pipeline().get(SslHandler.class) == null;
    }

    private void writeNow(ByteBuffer bytes) {
        try {
            channel.writeNow(bytes);
        } catch (IOException e) {
            LOG.debug("control connection of {} broke: {}", channel.remoteAddress(), e.toString());
            bytes.position(bytes.limit());
            channel.close();
        }
    }

    private void queue(ByteBuffer bytes) {
        queued.incrementAndGet();
        channel.writeAndFlush(Unpooled.wrappedBuffer(bytes)).addListener(written -> {
            queued.decrementAndGet();
            if (!written.isSuccess()) {
                channel.close();
            }
        });
        if (!channel.isWritable() && channel.isActive()) {
            awaitWritable();
        }
    }

    private void awaitWritable() {
        long left = patience.toNanos();
        lock.lock();
        try {
            while (!channel.isWritable() && channel.isActive()) {
                if (left <= 0) {
                    channel.close();
                    return;
                }
                left = writable.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            channel.close();
        } finally {
            lock.unlock();
        }
    }

    /** Called on the event loop when the channel's writability or activity changed. */
    void writabilityChanged() {
        lock.lock();
        try {
            writable.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
