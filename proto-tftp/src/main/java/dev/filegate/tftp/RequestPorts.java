package dev.filegate.tftp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ports requests come to: one for each address that is listened at. */
final class RequestPorts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RequestPorts.class);

    /** How often to look whether the machine got or lost an address. */
    private static final long LOOK_MILLIS = 5000;

    /** How many ports are tried until one is free at every address, when any port will do. */
    private static final int ATTEMPTS = 20;

    private static final int EXPECTED_REQUESTS = 512;
    private static final int EXPECTED_BLOCKS = 1024;

    private final DatagramPorts ports;
    private final PortListener listener;
    private final TftpConfig config;
    private final Map<InetAddress, DatagramPort> open = new HashMap<>();
    private final Set<InetAddress> refused = new HashSet<>();
    private @Nullable Thread lookout;

    RequestPorts(DatagramPorts ports, PortListener listener, TftpConfig config) {
        this.ports = ports;
        this.listener = listener;
        this.config = config;
    }

    /**
     * Binds at every address the host stands for, and, when these are all of the machine, goes on to follow their changes.
     *
     * @return the port, the same at every address
     */
    synchronized int open(InetAddress host) throws IOException {
        int port = bindAll(host);
        if (LocalAddresses.isWildcard(host)) {
            lookout = Thread.ofVirtual().name("tftp-addresses").start(() -> follow(host, port));
        }
        return port;
    }

    private int bindAll(InetAddress host) throws IOException {
        int wanted = config.listen().port();
        for (int attempt = 1; ; attempt++) {
            try {
                int port = wanted;
                for (InetAddress address : LocalAddresses.of(host)) {
                    port = bind(address, port);
                }
                return port;
            } catch (IOException e) {
                closeAll();
                if (wanted != 0 || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private int bind(InetAddress address, int port) throws IOException {
        DatagramPorts.Room room = config.listen().singlePort()
                ? new DatagramPorts.Room(config.tuning().maxBlock(), EXPECTED_BLOCKS)
                : new DatagramPorts.Room(0, EXPECTED_REQUESTS);
        DatagramPort bound = ports.open(new InetSocketAddress(address, port), room, listener);
        open.put(address, bound);
        return bound.local().getPort();
    }

    private void follow(InetAddress host, int port) {
        try {
            while (true) {
                Thread.sleep(LOOK_MILLIS);
                look(host, port);
            }
        } catch (InterruptedException e) {
            LOG.trace("addresses are not followed any more", e);
        }
    }

    private synchronized void look(InetAddress host, int port) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        try {
            Set<InetAddress> now = LocalAddresses.of(host);
            open.entrySet().removeIf(listening -> {
                boolean gone = !now.contains(listening.getKey());
                if (gone) {
                    listening.getValue().close(() -> {});
                    LOG.info(
                            "the machine lost the address {}: TFTP does not listen there any more", listening.getKey());
                }
                return gone;
            });
            refused.retainAll(now);
            now.removeAll(open.keySet());
            now.forEach(address -> bindLate(address, port));
        } catch (IOException e) {
            LOG.warn("the addresses of this machine cannot be read: {}", e.toString());
        }
    }

    private void bindLate(InetAddress address, int port) {
        try {
            bind(address, port);
            refused.remove(address);
            LOG.info("the machine got the address {}: TFTP listens there too", address);
        } catch (IOException e) {
            if (refused.add(address)) {
                LOG.warn("TFTP cannot listen at the new address {}: {}", address, e.toString());
            }
        }
    }

    @Override
    public synchronized void close() {
        if (lookout != null) {
            lookout.interrupt();
        }
        closeAll();
    }

    private void closeAll() {
        open.values().forEach(port -> port.close(() -> {}));
        open.clear();
    }
}
