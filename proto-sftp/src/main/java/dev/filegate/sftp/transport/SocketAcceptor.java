package dev.filegate.sftp.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.sshd.common.io.IoAcceptor;
import org.apache.sshd.common.io.IoHandler;
import org.apache.sshd.common.io.IoServiceEventListener;
import org.apache.sshd.common.io.IoSession;
import org.apache.sshd.common.util.closeable.AbstractCloseable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens, asks for admission, and gives each connection a virtual thread of its own. */
final class SocketAcceptor extends AbstractCloseable implements IoAcceptor {
    private static final Logger LOG = LoggerFactory.getLogger(SocketAcceptor.class);
    private static final int BACKLOG = 1024;
    private static final long PAUSE_AFTER_FAILURE = TimeUnit.MILLISECONDS.toNanos(100);

    private final IoHandler handler;
    private final Doorkeeper doorkeeper;
    private final Map<SocketAddress, ServerSocketChannel> listening = new ConcurrentHashMap<>();
    private final Map<Long, IoSession> sessions = new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong();
    private volatile @Nullable IoServiceEventListener listener;

    SocketAcceptor(IoHandler handler, Doorkeeper doorkeeper) {
        this.handler = handler;
        this.doorkeeper = doorkeeper;
    }

    /** Decides about connections before a byte is exchanged. */
    interface Doorkeeper {
        /** Whether to serve the connection. If not, it has been told so and closed. */
        boolean admit(SocketSession connection, SocketChannel socket);
    }

    @Override
    public void bind(Collection<? extends SocketAddress> addresses) throws IOException {
        for (SocketAddress address : addresses) {
            bind(address);
        }
    }

    @Override
    public void bind(SocketAddress address) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open();
        try {
            server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            server.bind(address, BACKLOG);
        } catch (IOException e) {
            server.close();
            throw e;
        }
        listening.put(server.getLocalAddress(), server);
        Thread.ofPlatform()
                .daemon()
                .name("ssh-accept-" + server.getLocalAddress())
                .start(() -> acceptAll(server));
    }

    private void acceptAll(ServerSocketChannel server) {
        while (server.isOpen()) {
            try {
                accept(server.accept());
            } catch (IOException e) {
                if (server.isOpen()) {
                    LOG.warn("a connection could not be accepted: {}", e.getMessage());
                    LockSupport.parkNanos(PAUSE_AFTER_FAILURE);
                }
            }
        }
    }

    private void accept(SocketChannel socket) throws IOException {
        try {
            socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
            socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            SocketSession session = new SocketSession(this, handler, socket, ids.incrementAndGet());
            Thread.ofVirtual().name("ssh-" + session.getId()).start(() -> serve(session, socket));
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private void serve(SocketSession session, SocketChannel socket) {
        sessions.put(session.getId(), session);
        try {
            if (doorkeeper.admit(session, socket)) {
                session.run();
            }
        } finally {
            sessions.remove(session.getId());
        }
    }

    @Override
    public void unbind(Collection<? extends SocketAddress> addresses) {
        addresses.forEach(this::unbind);
    }

    @Override
    public void unbind(SocketAddress address) {
        ServerSocketChannel server = listening.remove(address);
        if (server != null) {
            try {
                server.close();
            } catch (IOException e) {
                LOG.warn("{} could not be closed: {}", address, e.getMessage());
            }
        }
    }

    @Override
    public void unbind() {
        unbind(List.copyOf(listening.keySet()));
    }

    @Override
    public Set<SocketAddress> getBoundAddresses() {
        return listening.keySet().stream().map(InetSocketAddress.class::cast).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Map<Long, IoSession> getManagedSessions() {
        return Map.copyOf(sessions);
    }

    @Override
    public @Nullable IoServiceEventListener getIoServiceEventListener() {
        return listener;
    }

    @Override
    public void setIoServiceEventListener(@Nullable IoServiceEventListener events) {
        listener = events;
    }

    @Override
    protected void doCloseImmediately() {
        unbind();
        sessions.values().forEach(session -> session.close(true));
        super.doCloseImmediately();
    }
}
