package dev.filegate.storage.s3;

import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.storage.s3.MemoryBudget.Lease;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of an object that is fetched before it is asked for, and can be read as far as it has arrived. Its memory is given back when
 * nobody wants it any more and nothing is written to it. Thread-safe.
 */
final class Segment {
    private final long start;
    private final int length;
    private final @Nullable Lease lease;
    private @Nullable Thread fetching;
    private byte @Nullable [] bytes;
    private int arrived;
    private int crc;
    private boolean isOver;
    private boolean isDropped;
    private @Nullable GatewayException failure;

    private Segment(long start, int length, @Nullable Lease lease) {
        this.start = start;
        this.length = length;
        this.lease = lease;
    }

    /**
     * Begins to fetch it.
     *
     * @param lease of its memory; null for what is no more than a single read would take
     */
    static Segment fetch(
            ObjectReads reads, VirtualPath path, ObjectInfo object, long start, int length, @Nullable Lease lease) {
        Segment segment = new Segment(start, length, lease);
        segment.begin(() -> segment.run(reads, path, object));
        return segment;
    }

    private synchronized void begin(Runnable work) {
        fetching = Thread.ofVirtual().name("s3-read-ahead").start(work);
    }

    long start() {
        return start;
    }

    int length() {
        return length;
    }

    /** Where the next one begins. */
    long end() {
        return start + length;
    }

    private void run(ObjectReads reads, VirtualPath path, ObjectInfo object) {
        try {
            byte[] target = new byte[length];
            synchronized (this) {
                bytes = target;
            }
            int sum = reads.fetch(path, object, start, target, length, this::arrived);
            over(sum, null);
        } catch (RuntimeException e) {
            over(0, S3Failures.unexpected(path, e));
        } catch (OutOfMemoryError e) { // The heap is smaller than what was configured; nobody may wait for ever.
            over(0, S3Failures.unexpected(path, new IllegalStateException("the heap has no room for read-memory", e)));
        }
    }

    /** Whether more is wanted. What a repeated request brings again is the same: it is of the same version. */
    private synchronized boolean arrived(int count) {
        if (count > arrived) {
            arrived = count;
            notifyAll();
        }
        return !isDropped;
    }

    private synchronized void over(int sum, @Nullable GatewayException why) {
        crc = sum;
        failure = why;
        isOver = true;
        notifyAll();
        if (isDropped) {
            forget();
        }
    }

    /** Gives the memory back as soon as nothing is written to it: what has not arrived is not waited for, however long the service is silent. */
    synchronized void drop() {
        isDropped = true;
        notifyAll();
        if (isOver || arrived == length) {
            forget();
        } else if (fetching != null) {
            fetching.interrupt();
        }
    }

    private void forget() {
        bytes = null;
        if (lease != null) {
            lease.close();
        }
    }

    /** What has arrived from {@code position} on, at least one byte, waiting for it; null when it was dropped meanwhile. */
    @Nullable
    synchronized ByteBuffer from(long position) throws InterruptedException {
        int offset = (int) (position - start);
        while (arrived <= offset && !isOver && !isDropped) {
            wait();
        }
        requireNoFailure();
        return bytes == null || isDropped ? null : ByteBuffer.wrap(bytes, offset, arrived - offset);
    }

    private void requireNoFailure() {
        if (failure != null) {
            throw new GatewayException(failure.failure(), failure.detail(), failure);
        }
    }

    /** The CRC32C of all of it, waiting for it. */
    synchronized int crc() throws InterruptedException {
        while (!isOver) {
            wait();
        }
        requireNoFailure();
        return crc;
    }

    /** Whether it arrived whole, so that its sum is known in a moment. */
    synchronized boolean isWhole() {
        return failure == null && arrived == length;
    }
}
