package dev.filegate.ftp.data;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Active mode: the gateway connects to the address that the client named by PORT or EPRT. */
public final class ActiveConnector implements DataEndpoint {
    private static final Logger LOG = LoggerFactory.getLogger(ActiveConnector.class);

    private final InetAddress source;
    private final int sourcePort;
    private final InetSocketAddress target;
    private @Nullable SocketChannel connecting;
    private boolean closed;

    /**
     * @param source the address the client reached on its control connection, which is where it expects the connection from
     * @param sourcePort 20 by RFC 959 section 3.2, 0 for any
     */
    public ActiveConnector(InetAddress source, int sourcePort, InetSocketAddress target) {
        this.source = source;
        this.sourcePort = sourcePort;
        this.target = target;
    }

    @Override
    public PlainDataConnection open() throws IOException {
        SocketChannel socket = begin();
        boolean connected = false;
        try {
            // The source port is shared by all active connections at the same time.
            socket.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            bind(socket);
            socket.connect(target);
            connected = true;
            return new PlainDataConnection(socket);
        } finally {
            if (!connected) {
                socket.close();
            }
        }
    }

    private synchronized SocketChannel begin() throws IOException {
        if (closed) {
            throw new IOException("given up");
        }
        connecting = SocketChannel.open();
        return connecting;
    }

    private void bind(SocketChannel socket) throws IOException {
        try {
            socket.bind(new InetSocketAddress(source, sourcePort));
        } catch (BindException e) {
            LOG.error(
                    "active mode cannot use source port {}: {}; ports below 1024 need root or CAP_NET_BIND_SERVICE,"
                            + " or set filegate.ftp.active.source-port to 0 (any)",
                    sourcePort,
                    e.getMessage());
            throw new IOException("the gateway may not use its source port " + sourcePort + "; use passive mode", e);
        }
    }

    /** Nothing is connected before {@link #open}. */
    @Override
    public boolean dismiss() {
        return false;
    }

    /** Interrupts a connection attempt; a connection that {@link #open} has returned belongs to its owner. */
    @Override
    public synchronized void close() {
        closed = true;
        if (connecting != null && !connecting.isConnected()) {
            try {
                connecting.close();
            } catch (IOException e) {
                LOG.debug("closing a connection attempt failed", e);
            }
        }
    }
}
