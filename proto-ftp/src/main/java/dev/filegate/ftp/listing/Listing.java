package dev.filegate.ftp.listing;

import dev.filegate.ftp.data.ByteSink;
import java.io.IOException;

/**
 * A listing that can be sent: what it names exists and may be listed, so that every refusal is answered before a data connection is
 * opened. Sent once, by one thread; closed by whoever opened it, sent or not.
 */
public interface Listing extends AutoCloseable {
    /**
     * Writes all lines, each with CR LF, in bounded memory. Does not {@link ByteSink#finish} the target.
     *
     * @throws IOException when the peer is gone, or as {@link java.io.InterruptedIOException} when the thread was interrupted
     * @throws dev.filegate.core.failure.GatewayException when the storage fails on the way; what was sent is incomplete then
     */
    void send(ByteSink target) throws IOException;

    /** Whether it shows what is in a directory, rather than files. */
    default boolean isOfDirectory() {
        return false;
    }

    @Override
    void close();
}
