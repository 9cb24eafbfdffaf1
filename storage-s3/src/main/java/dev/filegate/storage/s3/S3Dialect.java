package dev.filegate.storage.s3;

/**
 * Where services that call themselves S3 differ from Amazon's.
 *
 * @param pathStyle whether the bucket is named in the path and not in the host name
 * @param checksums which checksums go with what is sent
 * @param chunkedEncoding whether bodies may be sent in signed chunks; older Ceph stores the chunk headers' encoding with the object
 * @param conditionalWrites whether {@code If-None-Match: *} is sent with new files, so that of two gateways only one creates
 */
public record S3Dialect(boolean pathStyle, Checksums checksums, boolean chunkedEncoding, boolean conditionalWrites) {
    /** Amazon's own. */
    public static final S3Dialect DEFAULT = new S3Dialect(false, Checksums.REQUIRED, true, true);

    /** For Ceph and most other services, old ones too: path style, {@code Content-MD5} instead of trailing checksums, no chunks. */
    public static final S3Dialect COMPATIBLE = new S3Dialect(true, Checksums.WHEN_NEEDED, false, true);

    /** Which checksums go with what is sent. */
    public enum Checksums {
        /** CRC32C, which the service verifies and keeps ({@code x-amz-checksum-crc32c}). */
        REQUIRED,
        /** {@code Content-MD5}, which every service verifies, also those that refuse or ignore the newer checksums. */
        WHEN_NEEDED
    }
}
