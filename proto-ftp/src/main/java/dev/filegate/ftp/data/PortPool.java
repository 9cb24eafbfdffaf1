package dev.filegate.ftp.data;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The passive ports, given out in an order that nobody can guess (RFC 2577 section 8) and reused as soon as they are closed. Thread-safe.
 * Its size bounds how many passive listeners exist at the same time.
 */
public final class PortPool {
    private static final Logger LOG = LoggerFactory.getLogger(PortPool.class);
    /** Only one connection is awaited; a few more places let strangers be accepted and turned away without hiding the client. */
    private static final int BACKLOG = 8;

    private final PortRange range;
    private final SecureRandom random = new SecureRandom();
    /** The free ports are the first {@link #free}, in no order. */
    private final int[] ports;

    private int free;

    public PortPool(PortRange range) {
        this.range = range;
        this.ports = new int[range.isAny() ? 0 : range.size()];
        for (int i = 0; i < ports.length; i++) {
            ports[i] = range.first() + i;
        }
        this.free = ports.length;
    }

    /**
     * Listens on a free port.
     *
     * @param address where the client reached the gateway
     * @param welcome which addresses may connect
     * @throws IOException when no port is free, in words for the client
     */
    public PassiveListener listen(InetAddress address, Predicate<InetAddress> welcome) throws IOException {
        if (range.isAny()) {
            ServerSocketChannel server = bound(address, 0);
            int port = ((InetSocketAddress) server.getLocalAddress()).getPort();
            return new PassiveListener(server, port, welcome, () -> {});
        }
        List<Integer> heldByOthers = new ArrayList<>();
        try {
            return listenInRange(address, welcome, heldByOthers);
        } finally {
            heldByOthers.forEach(this::giveBack);
        }
    }

    private PassiveListener listenInRange(
            InetAddress address, Predicate<InetAddress> welcome, List<Integer> heldByOthers) throws IOException {
        for (int port = take(); port != 0; port = take()) {
            int taken = port;
            try {
                return new PassiveListener(bound(address, taken), taken, welcome, () -> giveBack(taken));
            } catch (IOException e) {
                // Everyday: systems hand out the same ports to outgoing connections, which keep them a while after
                // their end.
                LOG.debug("passive port {} is in other hands: {}", taken, e.getMessage());
                heldByOthers.add(taken);
            }
        }
        LOG.warn("all passive ports {}-{} are in use; widen filegate.ftp.passive.ports", range.first(), range.last());
        throw new IOException("all passive ports are in use; try again later");
    }

    private static ServerSocketChannel bound(InetAddress address, int port) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open();
        try {
            server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            return server.bind(new InetSocketAddress(address, port), BACKLOG);
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** How many ports are free now. */
    public synchronized int available() {
        return free;
    }

    private synchronized int take() {
        if (free == 0) {
            return 0;
        }
        int chosen = random.nextInt(free);
        int port = ports[chosen];
        free--;
        ports[chosen] = ports[free];
        ports[free] = port;
        return port;
    }

    private synchronized void giveBack(int port) {
        ports[free++] = port;
    }
}
