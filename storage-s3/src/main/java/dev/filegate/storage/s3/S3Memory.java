package dev.filegate.storage.s3;

import dev.filegate.storage.s3.MemoryBudget.Lease;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Memory for content on its way, shared by all S3 storages of the process: what they hold for all clients together never exceeds it.
 * Thread-safe.
 *
 * <p>Uploads have three shares that never wait for each other, so that nobody holds what another needs to go on: beginnings (every
 * upload has one until it turns out to be larger), parts (taken whole before the first byte, so that who has one can always fill and
 * send it), and what arrives out of order.
 */
public final class S3Memory {
    /** The least that uploads can work with. */
    public static final long MIN_UPLOAD = 32L << 20;

    /** The least that reads can work with. */
    public static final long MIN_READ = 8L << 20;

    /** Up to this size an upload has its place among the beginnings. */
    static final int BEGINNING = 256 << 10;

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int PARTS_PER_BUDGET = 4;

    private final MemoryBudget beginnings;
    private final MemoryBudget parts;
    private final MemoryBudget reordered;
    private final MemoryBudget reads;

    /**
     * @param upload bytes of parts being filled and sent ({@code filegate.s3.upload-memory})
     * @param read bytes fetched ahead of readers ({@code filegate.s3.read-memory})
     */
    public S3Memory(long upload, long read) {
        if (upload < MIN_UPLOAD || read < MIN_READ) {
            throw new IllegalArgumentException("uploads need at least " + (MIN_UPLOAD >> 20) + " MiB and reads "
                    + (MIN_READ >> 20) + " MiB, not " + upload + " and " + read + " bytes");
        }
        this.beginnings = new MemoryBudget("uploads", upload / 8);
        this.reordered = new MemoryBudget("uploads out of order", upload / 8);
        this.parts = new MemoryBudget("uploads", upload - upload / 8 - upload / 8);
        this.reads = new MemoryBudget("downloads", read);
    }

    /** Bytes that uploads may hold. */
    public long upload() {
        return beginnings.total() + parts.total() + reordered.total();
    }

    /** Bytes that uploads hold now. */
    public long uploadUsed() {
        return beginnings.used() + parts.used() + reordered.used();
    }

    /** Bytes that reads may hold. */
    public long read() {
        return reads.total();
    }

    /** Bytes that reads hold now. */
    public long readUsed() {
        return reads.used();
    }

    /** The largest part, so that several uploads get on at once. */
    long largestPart() {
        return Math.max(S3Transfer.MIN_PART, parts.total() / PARTS_PER_BUDGET - Overlap.MAX);
    }

    Lease beginning() {
        return beginnings.take(BEGINNING, PATIENCE);
    }

    /** Room for a part of the wanted size, or of the least there is when memory is short, and for what is kept of the part before. */
    Lease part(long wanted) {
        boolean isShort = parts.used() > parts.total() / 2;
        return parts.take((isShort ? S3Transfer.MIN_PART : wanted) + Overlap.MAX, PATIENCE);
    }

    /** Bytes of a part that such room is for. */
    static long capacity(Lease part) {
        return part.bytes() - Overlap.MAX;
    }

    @Nullable
    Lease outOfOrder(long bytes) {
        return reordered.tryTake(bytes);
    }

    MemoryBudget reads() {
        return reads;
    }
}
