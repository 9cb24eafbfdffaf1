package dev.filegate.ftp;

import dev.filegate.core.server.Listener;
import dev.filegate.core.server.ListenerException;
import dev.filegate.core.server.Protocol;
import dev.filegate.core.server.ProtocolServer;
import dev.filegate.core.session.Session;
import dev.filegate.core.session.Sessions;
import dev.filegate.ftp.wire.ControlConnection;
import dev.filegate.ftp.wire.ControlListener;
import dev.filegate.tls.TlsContext;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The FTP server: its control port and everybody who is connected to it. */
public final class FtpServer implements ProtocolServer {
    private static final String PORT_KEY = "filegate.ftp.port";
    private static final String IMPLICIT_PORT_KEY = "filegate.ftp.implicit-tls.port";
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    private final FtpResources resources;
    private final ControlListener listener;
    private final Set<FtpConnection> connections = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition left = lock.newCondition();
    private volatile boolean stopping;

    /** A server without TLS; with a configuration that asks for it, see the other constructor. */
    public FtpServer(FtpConfig config, Sessions sessions) {
        this(config, sessions, () -> {
            throw new IllegalStateException("TLS is configured, but there are no certificates");
        });
    }

    /** @param tls the certificates of the moment, for each new connection */
    public FtpServer(FtpConfig config, Sessions sessions, Supplier<TlsContext> tls) {
        this.resources = FtpResources.of(config, sessions, tls);
        this.listener = new ControlListener(config.timeouts().data());
    }

    @Override
    public String name() {
        return "ftp";
    }

    @Override
    public List<Listener> start() {
        FtpConfig config = resources.config();
        List<Listener> bound = new ArrayList<>();
        bound.add(bind("FTP", PORT_KEY, config.control().port(), this::connected));
        if (config.tls().implicitPort() != FtpConfig.Tls.NO_PORT) {
            bound.add(
                    bind("FTPS (implicit)", IMPLICIT_PORT_KEY, config.tls().implicitPort(), this::connectedImplicitly));
        }
        return bound;
    }

    private Listener bind(String service, String key, int port, Consumer<ControlConnection> onConnect) {
        InetSocketAddress address =
                new InetSocketAddress(resources.config().control().host(), port);
        try {
            return new Listener(service, key, listener.bind(address, onConnect));
        } catch (IOException e) {
            listener.close();
            throw new ListenerException(key, address, e);
        }
    }

    /** On an event loop: asks for admission and hands the connection to a thread of its own. */
    private void connected(ControlConnection control) {
        switch (admit(Protocol.FTP, control)) {
            case Sessions.Admission.Admitted(Session session) -> serve(session, control, Optional.empty());
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

    /** Admission comes before the handshake, which costs more than everything else. */
    private void connectedImplicitly(ControlConnection control) {
        switch (admit(Protocol.FTPS, control)) {
            case Sessions.Admission.Admitted(Session session) -> {
                TlsContext context = resources.tls().get();
                control.beginTls(
                        context.controlEngine(), resources.config().timeouts().login());
                serve(session, control, Optional.of(context));
            }
            case Sessions.Admission.Refused refused -> control.close();
        }
    }

    private Sessions.Admission admit(Protocol protocol, ControlConnection control) {
        return resources.sessions().open(protocol, control.remote(), control.local(), control::close);
    }

    private void serve(Session session, ControlConnection control, Optional<TlsContext> implicitTls) {
        FtpConnection connection = new FtpConnection(resources, session, control, implicitTls);
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
