package dev.filegate.sftp.transport;

import org.apache.sshd.common.Factory;
import org.apache.sshd.common.FactoryManager;
import org.apache.sshd.common.io.IoAcceptor;
import org.apache.sshd.common.io.IoConnector;
import org.apache.sshd.common.io.IoHandler;
import org.apache.sshd.common.io.IoServiceEventListener;
import org.apache.sshd.common.io.IoServiceFactory;
import org.apache.sshd.common.io.IoServiceFactoryFactory;
import org.apache.sshd.common.util.closeable.AbstractCloseable;
import org.apache.sshd.common.util.threads.CloseableExecutorService;
import org.jspecify.annotations.Nullable;

/** Gives MINA our own sockets in place of its asynchronous ones, whose hand-offs between threads cost more than the cryptography. */
final class SocketServiceFactory extends AbstractCloseable implements IoServiceFactory, IoServiceFactoryFactory {
    private final SocketAcceptor.Doorkeeper doorkeeper;
    private volatile @Nullable SocketAcceptor acceptor;
    private volatile @Nullable IoServiceEventListener listener;

    SocketServiceFactory(SocketAcceptor.Doorkeeper doorkeeper) {
        this.doorkeeper = doorkeeper;
    }

    @Override
    public IoServiceFactory create(FactoryManager manager) {
        return this;
    }

    /** There is no pool: every connection has a virtual thread. */
    @Override
    public void setExecutorServiceFactory(Factory<CloseableExecutorService> factory) {}

    @Override
    public IoConnector createConnector(IoHandler handler) {
        throw new UnsupportedOperationException("a server does not connect");
    }

    @Override
    public IoAcceptor createAcceptor(IoHandler handler) {
        SocketAcceptor made = new SocketAcceptor(handler, doorkeeper);
        acceptor = made;
        return made;
    }

    /** No new connections; those that are there go on. */
    void stopListening() {
        SocketAcceptor listening = acceptor;
        if (listening != null) {
            listening.unbind();
        }
    }

    @Override
    public @Nullable IoServiceEventListener getIoServiceEventListener() {
        return listener;
    }

    @Override
    public void setIoServiceEventListener(@Nullable IoServiceEventListener events) {
        listener = events;
    }
}
