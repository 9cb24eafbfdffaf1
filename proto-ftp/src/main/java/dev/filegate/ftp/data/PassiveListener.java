package dev.filegate.ftp.data;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passive mode: a port that listens for one connection from the client, and closes every other. */
public final class PassiveListener implements DataEndpoint {
    private static final Logger LOG = LoggerFactory.getLogger(PassiveListener.class);

    private final ServerSocketChannel server;
    private final int port;
    private final Predicate<InetAddress> welcome;
    private final Runnable onClose;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * @param server bound and listening
     * @param welcome who may connect; all others are closed, and the wait goes on
     * @param onClose gives the port back
     */
    PassiveListener(ServerSocketChannel server, int port, Predicate<InetAddress> welcome, Runnable onClose) {
        this.server = server;
        this.port = port;
        this.welcome = welcome;
        this.onClose = onClose;
    }

    public int port() {
        return port;
    }

    @Override
    public PlainDataConnection open() throws IOException {
        try {
            while (true) {
                SocketChannel socket = server.accept();
                InetAddress peer = ((InetSocketAddress) socket.getRemoteAddress()).getAddress();
                if (welcome.test(peer)) {
                    return new PlainDataConnection(socket);
                }
                LOG.warn(
                        "attack: {} connected to passive port {}, which waits for another address; closed", peer, port);
                socket.close();
            }
        } finally {
            close();
        }
    }

    /** Closing the port would do the same by a reset, which looks like a failure. */
    @Override
    public boolean dismiss() {
        boolean any = false;
        try {
            server.configureBlocking(false);
            for (SocketChannel unused = server.accept(); unused != null; unused = server.accept()) {
                unused.close();
                any = true;
            }
            server.configureBlocking(true);
        } catch (IOException e) {
            LOG.debug("closing unused connections to passive port {} failed", port, e);
        }
        return any;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            try {
                server.close();
            } catch (IOException e) {
                LOG.debug("closing passive port {} failed", port, e);
            } finally {
                onClose.run();
            }
        }
    }
}
