package dev.filegate.storage.s3;

/**
 * What bounds the parts of one object.
 *
 * @param numbers how many parts the service takes
 * @param staged bytes from which on a staged part is one; half of the numbers times this must exceed {@code object}
 * @param object the most bytes of one object
 */
record PartLimits(int numbers, long staged, long object) {
    /** The service's own: 10,000 parts and 5 TiB. A tenth is to spare for staged parts that an interruption ends early. */
    static final PartLimits S3 = new PartLimits(10_000, 1152L << 20, 5L << 40);

    /** How many parts are sent as they are; the rest is staged. */
    int direct() {
        return numbers / 2;
    }
}
