package dev.filegate.ftp;

import java.net.InetSocketAddress;

/** The other end of a session's control connection. */
public interface Client {
    InetSocketAddress remote();

    /** The address the client reached. */
    InetSocketAddress local();

    /** Whether the control connection is still there, as far as this machine can know by now. Thread-safe; may block for a moment. */
    boolean isAlive();
}
