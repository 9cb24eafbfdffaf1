package dev.filegate.ftp;

import dev.filegate.core.server.Listener;
import dev.filegate.core.server.ListenerException;
import dev.filegate.core.server.Protocol;
import dev.filegate.core.server.ProtocolServer;
import dev.filegate.core.session.Session;
import dev.filegate.core.session.Sessions;
import dev.filegate.ftp.wire.ControlConnection;
import dev.filegate.ftp.wire.ControlListener;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The FTP server: its control port and everybody who is connected to it. */
public final class FtpServer implements ProtocolServer {
    private static final String PORT_KEY = "filegate.ftp.port";
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    private final FtpResources resources;
    private final ControlListener listener;
    private final Set<FtpConnection> connections = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition left = lock.newCondition();
    private volatile boolean stopping;

    public FtpServer(FtpConfig config, Sessions sessions) {
        this.resources = FtpResources.of(config, sessions);
        this.listener = new ControlListener(config.timeouts().data());
    }

    @Override
    public String name() {
        return "ftp";
    }

    @Override
    public List<Listener> start() {
        FtpConfig.Control control = resources.config().control();
        InetSocketAddress address = new InetSocketAddress(control.host(), control.port());
        try {
            return List.of(new Listener("FTP", PORT_KEY, listener.bind(address, this::connected)));
        } catch (IOException e) {
            listener.close();
            throw new ListenerException(PORT_KEY, address, e);
        }
    }

    /** On an event loop: asks for admission and hands the connection to a thread of its own. */
    private void connected(ControlConnection control) {
        Sessions.Admission admission =
                resources.sessions().open(Protocol.FTP, control.remote(), control.local(), control::close);
        switch (admission) {
            case Sessions.Admission.Admitted(Session session) -> serve(session, control);
            case Sessions.Admission.Refused(String reason, boolean silent) -> {
                if (silent) {
                    control.close();
                } else {
                    control.reply(421, List.of(reason));
                    control.flushAndClose();
                }
            }
        }
    }

    private void serve(Session session, ControlConnection control) {
        FtpConnection connection = new FtpConnection(resources, session, control);
        connections.add(connection);
        Thread.ofVirtual().name("ftp-" + session.id()).start(() -> {
            try {
                connection.run();
            } finally {
                gone(connection);
            }
        });
        if (stopping) {
            connection.drain();
        }
    }

    private void gone(FtpConnection connection) {
        lock.lock();
        try {
            connections.remove(connection);
            left.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void drain(Duration grace) {
        stopping = true;
        listener.stopListening();
        connections.forEach(FtpConnection::drain);
        awaitNobody(grace);
    }

    @Override
    public void close() {
        stopping = true;
        listener.stopListening();
        connections.forEach(FtpConnection::abort);
        awaitNobody(LAST_WORDS);
        listener.close();
    }

    private void awaitNobody(Duration patience) {
        long nanos = patience.toNanos();
        lock.lock();
        try {
            while (!connections.isEmpty() && nanos > 0) {
                nanos = left.awaitNanos(nanos);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /** How many passive ports are free, for health and metrics. */
    int freePassivePorts() {
        return resources.ports().available();
    }

    /** Everybody who is connected. */
    int connections() {
        return connections.size();
    }
}
