package dev.filegate.sftp.transport;

import dev.filegate.core.server.Protocol;
import dev.filegate.core.session.Session;
import dev.filegate.core.session.Sessions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.io.IoSession;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.ServerBuilder;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.server.global.NoMoreSessionsHandler;
import org.apache.sshd.server.session.ServerSessionImpl;
import org.apache.sshd.server.session.SessionFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The SSH server: what it offers, who may come in, and the way to what is served over channels. Started once, then drained or closed. */
public final class SshTransport implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SshTransport.class);
    /** Announced to clients; OpenSSH fails at 262,144, where its own limit for a whole packet lies. */
    private static final long LARGEST_PACKET = 261_120;

    private static final String IDENTIFICATION = "Filegate";
    private static final String SESSION = "dev.filegate.session";

    private final SshSettings settings;
    private final Sessions sessions;
    private final ChannelServices services;
    private final UserAuthorities authorities;
    private @Nullable SshServer server;

    public SshTransport(
            SshSettings settings, Sessions sessions, ChannelServices services, UserAuthorities authorities) {
        this.settings = settings;
        this.sessions = sessions;
        this.services = services;
        this.authorities = authorities;
        CryptographyProviders.choose();
    }

    /**
     * Loads or makes the host keys and listens.
     *
     * @return where it listens, with the real port
     * @throws IOException when the port cannot be bound or a host key cannot be used
     */
    public InetSocketAddress start() throws IOException {
        SshServer starting = set(HostKeys.loadOrMake(settings.hostKeys()));
        starting.start();
        server = starting;
        return starting.getBoundAddresses().stream()
                .map(InetSocketAddress.class::cast)
                .findFirst()
                .orElseThrow(() -> new IOException("nothing was bound"));
    }

    private SshServer set(List<KeyPair> keys) {
        SshServer made = ServerBuilder.builder().build();
        HostKeyAnnouncement announcement = new HostKeyAnnouncement(keys);
        Algorithms.offer(made, settings.legacyAlgorithms());
        made.setHost(settings.address().getHostString());
        made.setPort(settings.address().getPort());
        made.setKeyPairProvider(KeyPairProvider.wrap(keys));
        made.setIoServiceFactoryFactory(new SocketServiceFactory(this::admit));
        made.setSessionFactory(new SessionFactory(made) {
            @Override
            protected ServerSessionImpl doCreateSession(IoSession connection) throws Exception {
                SocketSession socket = (SocketSession) connection;
                return new ServerConnection(made, socket, sessionOf(socket), settings);
            }
        });
        // Asked for by MINA's own check of the configuration; LoginService answers in its place.
        made.setUserAuthFactories(List.of(UserAuthPasswordFactory.INSTANCE));
        made.setServiceFactories(List.of(
                LoginService.factory(String.join("\r\n", settings.banner()), authorities, announcement),
                SessionChannels.factory(settings.maxChannels())));
        made.setChannelFactories(List.of(SessionChannel.factory(services, settings.idleTimeout())));
        made.setGlobalRequestHandlers(List.of(announcement, NoMoreSessionsHandler.INSTANCE));
        properties(made);
        return made;
    }

    private void properties(SshServer made) {
        CoreModuleProperties.SERVER_IDENTIFICATION.set(made, IDENTIFICATION);
        CoreModuleProperties.WINDOW_SIZE.set(made, (long) settings.window());
        CoreModuleProperties.MAX_PACKET_SIZE.set(made, LARGEST_PACKET);
        CoreModuleProperties.AUTH_TIMEOUT.set(made, settings.loginTimeout());
        CoreModuleProperties.IDLE_TIMEOUT.set(made, Duration.ZERO);
        CoreModuleProperties.REKEY_BYTES_LIMIT.set(made, settings.rekeyBytes());
        CoreModuleProperties.REKEY_TIME_LIMIT.set(made, settings.rekeyTime());
    }

    private static Session sessionOf(SocketSession connection) {
        if (connection.getAttribute(SESSION) instanceof Session session) {
            return session;
        }
        throw new IllegalStateException("the connection was not admitted");
    }

    private boolean admit(SocketSession connection, SocketChannel socket) {
        InetSocketAddress local = (InetSocketAddress) connection.getLocalAddress();
        return switch (sessions.open(Protocol.SFTP, connection.client(), local, () -> connection.close(true))) {
            case Sessions.Admission.Admitted(Session session) -> {
                connection.setAttribute(SESSION, session);
                connection.addCloseFutureListener(_ -> session.close());
                yield true;
            }
            case Sessions.Admission.Refused(String reason, boolean silent) -> {
                refuse(socket, silent ? Optional.empty() : Optional.of(reason));
                connection.close(true);
                yield false;
            }
        };
    }

    /** The only words possible before keys are exchanged: our version and SSH_MSG_DISCONNECT in clear (RFC 4253 section 11.1). */
    private static void refuse(SocketChannel socket, Optional<String> reason) {
        if (reason.isPresent()) {
            byte[] version = ("SSH-2.0-" + IDENTIFICATION + "\r\n").getBytes(StandardCharsets.US_ASCII);
            byte[] words = reason.get().getBytes(StandardCharsets.UTF_8);
            int payload = 1 + 4 + 4 + words.length + 4;
            int padding = 4 + (8 - (4 + 1 + payload + 4) % 8) % 8;
            ByteBuffer farewell = ByteBuffer.allocate(version.length + 4 + 1 + payload + padding);
            farewell.put(version)
                    .putInt(1 + payload + padding)
                    .put((byte) padding)
                    .put(SshConstants.SSH_MSG_DISCONNECT)
                    .putInt(SshConstants.SSH2_DISCONNECT_TOO_MANY_CONNECTIONS)
                    .putInt(words.length)
                    .put(words)
                    .putInt(0);
            farewell.clear();
            try {
                socket.write(farewell);
            } catch (IOException e) {
                LOG.debug("a refused client did not wait for the reason: {}", e.getMessage());
            }
        }
    }

    /** Stops listening; connections that carry no work are told to go, the others may finish until {@code grace} is over. */
    public void drain(Duration grace) {
        SshServer draining = server;
        if (draining == null) {
            return;
        }
        stopListening(draining);
        long end = System.nanoTime() + grace.toNanos();
        while (!draining.getActiveSessions().isEmpty() && System.nanoTime() < end) {
            draining.getActiveSessions().forEach(session -> {
                if (session instanceof ServerConnection connection && !connection.isBusy()) {
                    connection.end("the server is shutting down");
                }
            });
            pause();
        }
    }

    private static void stopListening(SshServer draining) {
        if (draining.getIoServiceFactory() instanceof SocketServiceFactory factory) {
            factory.stopListening();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(Duration.ofMillis(50));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends every connection: uploads that are not committed are abandoned. */
    @Override
    public void close() {
        SshServer closing = server;
        server = null;
        if (closing != null) {
            try {
                closing.stop(true);
            } catch (IOException e) {
                LOG.warn("the SSH server did not stop cleanly: {}", e.getMessage());
            }
        }
    }
}
