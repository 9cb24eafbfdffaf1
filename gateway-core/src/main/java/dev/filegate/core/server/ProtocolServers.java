package dev.filegate.core.server;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All protocol servers of the process as one: started in order, all or none; drained together; closed in reverse. Used by one thread. */
public final class ProtocolServers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProtocolServers.class);

    private final List<ProtocolServer> servers;
    private final Deque<ProtocolServer> started = new ArrayDeque<>();

    public ProtocolServers(List<? extends ProtocolServer> servers) {
        this.servers = List.copyOf(servers);
    }

    /**
     * Starts them in order; when one fails, those already started are closed.
     *
     * @return every listener that was bound
     * @throws ListenerException when a port cannot be bound
     */
    public List<Listener> start() {
        List<Listener> listeners = new ArrayList<>();
        try {
            for (ProtocolServer server : servers) {
                listeners.addAll(server.start());
                started.push(server);
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
        return List.copyOf(listeners);
    }

    /** Drains them side by side; returns when all are done, each after {@code grace} at the latest. */
    public void drain(Duration grace) {
        List<Thread> drains = new ArrayList<>();
        for (ProtocolServer server : started) {
            drains.add(
                    Thread.ofVirtual().name("filegate-drain-" + server.name()).start(() -> drain(server, grace)));
        }
        try {
            for (Thread drain : drains) {
                drain.join();
            }
        } catch (InterruptedException e) {
            drains.forEach(Thread::interrupt);
            Thread.currentThread().interrupt();
        }
    }

    private static void drain(ProtocolServer server, Duration grace) {
        try {
            server.drain(grace);
        } catch (RuntimeException e) {
            LOG.error("{} could not be drained; it is closed at once", server.name(), e);
        }
    }

    /** Closes what was started, the last first; a failure of one does not keep the others open. */
    @Override
    public void close() {
        while (!started.isEmpty()) {
            ProtocolServer server = started.pop();
            try {
                server.close();
            } catch (RuntimeException e) {
                LOG.error("{} could not be closed", server.name(), e);
            }
        }
    }
}
