package dev.filegate.storage.s3;

import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.VirtualPath;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/** Sends the parts of one upload, several at once. Used by one thread at a time. */
final class PartSender {
    private final VirtualPath path;
    private final Multipart upload;
    private final int parallel;
    private final Semaphore slots;
    private final TreeMap<Integer, SentPart> sent = new TreeMap<>();
    private @Nullable GatewayException failure;

    private PartSender(VirtualPath path, Multipart upload, int parallel, List<SentPart> before) {
        this.path = path;
        this.upload = upload;
        this.parallel = parallel;
        this.slots = new Semaphore(parallel);
        before.forEach(part -> sent.put(part.number(), part));
    }

    /** @param before the parts that the service has already */
    static PartSender after(S3Site site, VirtualPath path, Multipart upload, List<SentPart> before) {
        return new PartSender(path, upload, site.config().transfer().parallelParts(), before);
    }

    Multipart upload() {
        return upload;
    }

    /**
     * Begins to send a part, and releases it when it is sent; waits while enough others are on their way. Fails if an earlier one did.
     *
     * @param turn when it is its turn in {@code sums}
     */
    void send(int number, PartBuffer part, StreamSums sums, int turn) {
        begin(number, part::release, () -> {
            sums.add(turn, part);
            return upload.send(number, part);
        });
    }

    /** The same with a part that is put together inside of the service. */
    void join(int number, StagedPart stage) {
        begin(number, () -> {}, () -> stage.join(upload, number));
    }

    private void begin(int number, Runnable release, Supplier<SentPart> work) {
        slots.acquireUninterruptibly();
        try {
            failIfFailed();
        } catch (GatewayException failed) {
            slots.release();
            release.run();
            throw failed;
        }
        Thread.ofVirtual().name("s3-part-" + number).start(() -> {
            try {
                note(work.get());
            } catch (SdkException e) {
                fail(S3Failures.of(path, e));
            } catch (RuntimeException e) { // Whatever it is, the upload must hear of it.
                fail(S3Failures.unexpected(path, e));
            } finally {
                release.run();
                slots.release();
            }
        });
    }

    /** Waits until no part is on its way any more. */
    void await() {
        slots.acquireUninterruptibly(parallel);
        slots.release(parallel);
    }

    synchronized void failIfFailed() {
        if (failure != null) {
            throw new GatewayException(failure.failure(), failure.detail(), failure);
        }
    }

    synchronized boolean hasFailed() {
        return failure != null;
    }

    /** All parts that the service has confirmed, by number. */
    synchronized List<SentPart> sent() {
        return new ArrayList<>(sent.values());
    }

    /** Those before the first that is missing. */
    synchronized List<SentPart> withoutGap() {
        List<SentPart> parts = new ArrayList<>();
        for (SentPart part : sent.values()) {
            if (part.number() != parts.size() + 1) {
                break;
            }
            parts.add(part);
        }
        return parts;
    }

    private synchronized void note(SentPart part) {
        sent.put(part.number(), part);
    }

    private synchronized void fail(GatewayException e) {
        if (failure == null) {
            failure = e;
        }
    }
}
