package dev.filegate.core.storage;

/**
 * What an account stores in its home, and what it may store.
 *
 * @param bytes stored or reserved by running uploads
 * @param limitBytes 0 for no limit; then {@code bytes} is not counted and 0
 * @param files stored or reserved by running uploads
 * @param limitFiles 0 for no limit
 */
public record QuotaUsage(long bytes, long limitBytes, long files, long limitFiles) {
    /** No limits, nothing counted. */
    public static final QuotaUsage UNLIMITED = new QuotaUsage(0, 0, 0, 0);

    /** Whether there is any limit. */
    public boolean limited() {
        return limitBytes > 0 || limitFiles > 0;
    }

    /** Bytes that may still be added; {@link Long#MAX_VALUE} without a limit. */
    public long remainingBytes() {
        return limitBytes == 0 ? Long.MAX_VALUE : Math.max(0, limitBytes - bytes);
    }

    /** Files that may still be added; {@link Long#MAX_VALUE} without a limit. */
    public long remainingFiles() {
        return limitFiles == 0 ? Long.MAX_VALUE : Math.max(0, limitFiles - files);
    }
}
