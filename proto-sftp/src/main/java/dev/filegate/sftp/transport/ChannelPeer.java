package dev.filegate.sftp.transport;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The client's end of a channel. Chunks are heap buffers whose content lies between {@link #HEADROOM} bytes in front and
 * {@link #TAILROOM} behind, so that they are encrypted where they are; they belong to the transport once they were taken.
 */
public interface ChannelPeer {
    /** Free bytes in front of a chunk: packet length, padding length, message number, channel, data length. */
    int HEADROOM = 4 + 1 + 1 + 4 + 4;

    /** Free bytes behind a chunk: padding and the longest authentication code. */
    int TAILROOM = 255 + 64;

    /** The most bytes of content in one chunk: what the client takes in one packet. */
    int payload();

    /**
     * Sends a chunk if the client's window has room for all of it. Does not wait for the window; may wait for the socket.
     *
     * @return whether the chunk was taken
     * @throws IOException when the channel or the connection is gone
     */
    boolean offer(ByteBuffer chunk) throws IOException;

    /**
     * Sends a chunk, waiting for the client's window as long as it takes, up to the connection's patience. Never from the connection's thread.
     *
     * @throws IOException when the channel or the connection is gone, or the client does not read
     */
    void write(ByteBuffer chunk) throws IOException;

    /** Gives bytes that were received back to the client's window, because they are worked off. */
    void release(int bytes);

    /** Ends the channel with an exit status (RFC 4254 section 6.10). From any thread. */
    void exit(int status);

    /** Ends the channel at once, as after garbage. From any thread. */
    void abort();
}
