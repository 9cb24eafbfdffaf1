package dev.filegate.ftp.data;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/**
 * An open data connection. Blocking; used by the transfer's thread, but {@link #close} may come from any thread and makes everything
 * else fail at once.
 */
public interface DataConnection extends Closeable {
    /** Where what is sent goes. A plain connection's is the socket itself, so that the kernel can send a file by itself. */
    WritableByteChannel sink();

    /** Where what is received comes from; -1 is the end of what the client sends. */
    ReadableByteChannel source();

    /** Whether the kernel can send a file into {@link #sink} by itself; otherwise it wants large buffers. */
    boolean takesFiles();

    /**
     * All was sent: lets the client see the end.
     *
     * @throws IOException when the client is gone already
     */
    void finish() throws IOException;

    @Override
    void close();
}
