package dev.filegate.core.storage;

import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/**
 * An open file. Positional: FTP restarts, SFTP windows and TFTP retries share one primitive. Safe for several threads at different
 * positions. It shows one version of the file: replacing or deleting the path meanwhile does not mix versions; a file cut short by
 * another process ends early.
 */
public interface ReadableFile extends AutoCloseable {
    /** Bytes, when it was opened. */
    long size();

    /**
     * Reads up to {@code target.remaining()} bytes from {@code position}; fewer only before the end.
     *
     * @return how many, or -1 at or beyond the end
     */
    int read(ByteBuffer target, long position);

    /**
     * Sends up to {@code count} bytes from {@code position} straight to a blocking channel; a local file lets the kernel do it
     * (sendfile), anything else copies through a buffer.
     *
     * @return how many were sent, at least 1 unless the end is reached; 0 at or beyond the end
     * @throws java.io.IOException when the channel fails: that is the peer's doing, not a storage's
     */
    long transferTo(long position, long count, WritableByteChannel target) throws java.io.IOException;

    /**
     * Says that what is read stays inside the gateway (a checksum, a message file), so that it is neither counted nor audited as a
     * download. Called before the first read; backends have nothing to do.
     */
    default void forInspection() {}

    /**
     * The SHA-256 of the whole file, where the storage knows it without reading, because it was computed while the file was uploaded.
     *
     * @return 64 hexadecimal digits in lower case; empty when the file would have to be read
     */
    default String knownSha256() {
        return "";
    }

    /**
     * Says that the client did not get, or never confirmed, all that was read, so that the download is not audited as complete. For
     * protocols that know it (TFTP). Called before {@link #close}; backends have nothing to do.
     *
     * @param reason one line for the audit trail
     */
    default void undelivered(String reason) {}

    @Override
    void close();
}
