package dev.filegate.ftp.data;

import java.io.IOException;

/** Where the next data connection will come from: a port that listens (PASV, EPSV) or an address of the client (PORT, EPRT). */
public sealed interface DataEndpoint extends AutoCloseable permits PassiveListener, ActiveConnector {
    /**
     * Waits for the connection, or makes it. Called once.
     *
     * @throws IOException when it cannot be had; at once when {@link #close} is called by another thread
     */
    PlainDataConnection open() throws IOException;

    /**
     * Closes what the client has connected already, when no transfer will use it. Never waits.
     *
     * @return whether there was anything
     */
    boolean dismiss();

    /** Gives up waiting and gives the port back. A connection that was opened stays open. Never fails. */
    @Override
    void close();
}
