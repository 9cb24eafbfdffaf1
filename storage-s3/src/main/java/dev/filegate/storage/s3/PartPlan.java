package dev.filegate.storage.s3;

/**
 * How large the parts of an upload of unknown length are. S3 takes 10,000 parts; small ones make a short file cheap to send again, large
 * ones make a long file possible. What memory allows for a part is not enough for the longest files, so the second half of the numbers
 * is for {@link StagedPart}s, which alone reach 5 TiB.
 *
 * @param first bytes of the first parts
 * @param largest the most that memory allows for one part
 */
record PartPlan(long first, long largest, PartLimits limits) {
    private static final int PARTS_PER_STEP = 500;

    /** Bytes of what is sent at once, by the number of its part from 1. Every 500 parts they double. */
    long size(int number) {
        int doubled = Math.min(20, (number - 1) / PARTS_PER_STEP);
        return Math.max(S3Transfer.MIN_PART, Math.min(largest, first << doubled));
    }

    /** Whether a part is put together inside of the service. */
    boolean isStaged(int number) {
        return number > limits.direct();
    }
}
