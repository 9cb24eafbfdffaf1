package dev.filegate.core.server;

import java.time.Duration;
import java.util.List;

/** One protocol's listeners and connections. Started once, then drained or closed, from one thread. */
public interface ProtocolServer extends AutoCloseable {
    /** The protocol's word in configuration: {@code ftp}. */
    String name();

    /**
     * Binds every listener; none is left bound when one fails.
     *
     * @return what was bound, with real port numbers
     * @throws ListenerException when a port cannot be bound
     */
    List<Listener> start();

    /** Stops listening, ends idle sessions with a word, and lets running transfers finish. Returns when all are gone or {@code grace} is over. */
    void drain(Duration grace);

    /** Ends what is left: running transfers are aborted. */
    @Override
    void close();
}
