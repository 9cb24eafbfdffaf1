package dev.filegate.storage.s3;

import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.storage.s3.MemoryBudget.Lease;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A stretch of an object that is fetched before it is asked for. Its memory is given back when it is fetched and nobody wants it any more. */
final class Segment {
    private final long start;
    private final int length;
    private final Lease lease;
    private final CountDownLatch fetched = new CountDownLatch(1);
    private volatile byte @Nullable [] bytes;
    private volatile @Nullable GatewayException failure;
    private boolean isDropped;

    private Segment(long start, int length, Lease lease) {
        this.start = start;
        this.length = length;
        this.lease = lease;
    }

    /** Begins to fetch it. */
    static Segment fetch(ObjectReads reads, VirtualPath path, ObjectInfo object, long start, int length, Lease lease) {
        Segment segment = new Segment(start, length, lease);
        Thread.ofVirtual().name("s3-read-ahead").start(() -> segment.run(reads, path, object));
        return segment;
    }

    private void run(ObjectReads reads, VirtualPath path, ObjectInfo object) {
        try {
            byte[] target = new byte[length];
            reads.fetch(path, object, start, target, length);
            bytes = target;
        } catch (RuntimeException e) {
            failure = S3Failures.unexpected(path, e);
        } finally {
            arrived();
        }
    }

    private synchronized void arrived() {
        fetched.countDown();
        if (isDropped) {
            forget();
        }
    }

    /** Gives the memory back, at once or as soon as the bytes are no longer written to. */
    synchronized void drop() {
        isDropped = true;
        if (fetched.getCount() == 0) {
            forget();
        }
    }

    private void forget() {
        bytes = null;
        lease.close();
    }

    /** The bytes from {@code position} to the end of the segment, waiting for them; null when it was dropped meanwhile. */
    @Nullable
    ByteBuffer from(long position) throws InterruptedException {
        fetched.await();
        GatewayException failed = failure;
        if (failed != null) {
            throw new GatewayException(failed.failure(), failed.detail(), failed);
        }
        byte[] there = bytes;
        if (there == null) {
            return null;
        }
        int offset = (int) (position - start);
        return ByteBuffer.wrap(there, offset, length - offset);
    }
}
