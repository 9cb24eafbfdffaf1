package dev.filegate.ftp.data;

import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Buffers for what comes in over data connections. Memory is bounded: the first {@value #MAX_LARGE} transfers at a time get a direct
 * buffer of {@value #LARGE_BYTES} bytes, which are kept and reused (64 MiB in all); any further one a heap buffer of
 * {@value #SMALL_BYTES} bytes, so the number of sessions bounds those. Thread-safe.
 */
public final class TransferBuffers {
    static final int LARGE_BYTES = 256 * 1024;
    static final int SMALL_BYTES = 16 * 1024;
    static final int MAX_LARGE = 256;

    private final ConcurrentLinkedQueue<ByteBuffer> kept = new ConcurrentLinkedQueue<>();
    private final AtomicInteger lent = new AtomicInteger();

    /** An empty buffer until it is closed. */
    public final class Lease implements AutoCloseable {
        private final ByteBuffer buffer;

        private Lease(ByteBuffer buffer) {
            this.buffer = buffer;
        }

        public ByteBuffer buffer() {
            return buffer;
        }

        @Override
        public void close() {
            if (buffer.isDirect()) {
                kept.add(buffer);
                lent.decrementAndGet();
            }
        }
    }

    /** Lends a buffer; never waits. */
    public Lease lend() {
        if (lent.incrementAndGet() > MAX_LARGE) {
            lent.decrementAndGet();
            return new Lease(ByteBuffer.allocate(SMALL_BYTES));
        }
        ByteBuffer reused = kept.poll();
        return new Lease(reused == null ? ByteBuffer.allocateDirect(LARGE_BYTES) : reused.clear());
    }
}
