package dev.filegate.storage.s3;

/**
 * Memory for content on its way, shared by all S3 storages of the process: what they hold for all clients together never exceeds it.
 * Thread-safe.
 */
public final class S3Memory {
    /** The least that uploads can work with: some parts under way, and some files that may become larger. */
    public static final long MIN_UPLOAD = 32L << 20;

    /** The least that reads can work with. */
    public static final long MIN_READ = 8L << 20;

    private final long upload;
    private final long read;

    /**
     * @param upload bytes of parts being filled and sent ({@code filegate.s3.upload-memory})
     * @param read bytes fetched ahead of readers ({@code filegate.s3.read-memory})
     */
    public S3Memory(long upload, long read) {
        if (upload < MIN_UPLOAD || read < MIN_READ) {
            throw new IllegalArgumentException("uploads need at least " + (MIN_UPLOAD >> 20) + " MiB and reads "
                    + (MIN_READ >> 20) + " MiB, not " + upload + " and " + read + " bytes");
        }
        this.upload = upload;
        this.read = read;
    }

    public long upload() {
        return upload;
    }

    public long read() {
        return read;
    }
}
