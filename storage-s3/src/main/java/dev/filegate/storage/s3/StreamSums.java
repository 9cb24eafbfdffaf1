package dev.filegate.storage.s3;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.CRC32C;

/** Checksums of a whole upload, computed from its parts while they are sent. Parts are added by several threads, and wait for their turn. */
final class StreamSums {
    /** Name in the user metadata; the digest is in hexadecimal digits. */
    static final String SHA256 = "filegate-sha256";

    /** As {@link #SHA256}. */
    static final String CRC32C = "filegate-crc32c";

    private final MessageDigest sha256;
    private final CRC32C crc32c = new CRC32C();
    private int next;

    StreamSums() {
        try {
            this.sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has SHA-256
        }
    }

    /** Adds a part after all with earlier turns, counted from 0, were added, which must be on their way here. */
    synchronized void add(int turn, Content part) {
        boolean interrupted = false;
        while (next != turn) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        part.forEach((bytes, offset, length) -> {
            sha256.update(bytes, offset, length);
            crc32c.update(bytes, offset, length);
        });
        next++;
        notifyAll();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** As user metadata. Called once, after the last part. */
    synchronized Map<String, String> metadata() {
        return Map.of(SHA256, HexFormat.of().formatHex(sha256.digest()), CRC32C, "%08x".formatted(crc32c.getValue()));
    }
}
