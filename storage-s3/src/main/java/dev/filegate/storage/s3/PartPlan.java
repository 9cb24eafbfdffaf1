package dev.filegate.storage.s3;

/**
 * How large the parts of an upload of unknown length are. S3 takes 10,000 parts; small ones make a short file cheap to send again, large
 * ones make a long file possible.
 *
 * @param first bytes of the first parts
 * @param largest the most that memory allows for one part
 */
record PartPlan(long first, long largest) {
    /** The most parts that S3 takes. */
    static final int MAX_PARTS = 10_000;

    private static final int PARTS_PER_STEP = 500;

    /** Bytes of a part, by its number from 1. Every 500 parts they double. */
    long size(int number) {
        int doubled = Math.min(20, (number - 1) / PARTS_PER_STEP);
        return Math.max(S3Transfer.MIN_PART, Math.min(largest, first << doubled));
    }
}
