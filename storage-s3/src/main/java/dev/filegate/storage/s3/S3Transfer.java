package dev.filegate.storage.s3;

import java.time.Duration;

/**
 * How content is carried. Memory is not bounded here but for the whole process in {@link S3Memory}.
 *
 * @param partSize bytes of the first parts of an upload, at least 5 MiB; later parts grow so that 5 TiB fit
 * @param parallelParts parts of one upload that are on their way at once
 * @param window bytes that may arrive ahead of a gap in an upload before it is refused
 * @param parallelReads ranges of one file that are fetched ahead at once
 * @param partialTtl how long an interrupted upload can be resumed ({@code filegate.uploads.partial-ttl})
 */
public record S3Transfer(long partSize, int parallelParts, long window, int parallelReads, Duration partialTtl) {
    /** The least that S3 takes for any part but the last. */
    public static final long MIN_PART = 5L << 20;

    /** The most that S3 takes for one part. */
    public static final long MAX_PART = 5L << 30;

    /** Parts of 8 MiB, four at once, a window of 16 MiB, four ranges ahead, resumable for 24 hours. */
    public static final S3Transfer DEFAULT = new S3Transfer(8L << 20, 4, 16L << 20, 4, Duration.ofHours(24));

    public S3Transfer {
        if (partSize < MIN_PART || partSize > MAX_PART) {
            throw new IllegalArgumentException("a part has between 5 MiB and 5 GiB, not " + partSize + " bytes");
        }
        if (parallelParts < 1 || parallelReads < 1) {
            throw new IllegalArgumentException("at least one part and one range must be on its way");
        }
        if (window < 0) {
            throw new IllegalArgumentException("the window cannot be negative: " + window);
        }
        if (partialTtl.isNegative() || partialTtl.isZero()) {
            throw new IllegalArgumentException(
                    "the time to live of partial uploads must be positive, not " + partialTtl);
        }
    }
}
