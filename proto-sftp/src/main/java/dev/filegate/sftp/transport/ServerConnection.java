package dev.filegate.sftp.transport;

import dev.filegate.core.session.Session;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.cipher.Cipher;
import org.apache.sshd.common.session.helpers.TimeoutIndicator;
import org.apache.sshd.common.util.Readable;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.server.ServerFactoryManager;
import org.apache.sshd.server.session.ServerSessionImpl;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** MINA's view of a connection, together with the gateway's session: who it is, how long it may take, what it is told. */
final class ServerConnection extends ServerSessionImpl {
    private static final Logger LOG = LoggerFactory.getLogger("dev.filegate.sftp.connection");
    private static final int MOST_UNANSWERED = 3;
    private static final Duration PATIENCE_WITH_LAST_WORDS = Duration.ofSeconds(5);

    private final Session session;
    private final SocketSession connection;
    private final ConnectionWatch watch;
    private volatile ChannelServices.@Nullable Login login;
    private volatile @Nullable SessionChannels channels;
    private volatile boolean ending;
    private boolean loginBegun;

    ServerConnection(ServerFactoryManager server, SocketSession connection, Session session, SshSettings settings)
            throws Exception {
        super(server, connection);
        this.session = session;
        this.connection = connection;
        this.watch = new ConnectionWatch(
                InstantSource.system(),
                settings.loginTimeout(),
                settings.idleTimeout(),
                settings.keepAlive(),
                MOST_UNANSWERED);
        addSessionListener(new NegotiationNotes(session));
    }

    Session session() {
        return session;
    }

    /** Who logged in; empty before. */
    Optional<ChannelServices.Login> login() {
        return Optional.ofNullable(login);
    }

    void loggedIn(ChannelServices.Login who) {
        login = who;
        watch.loggedIn();
    }

    /** Sends what the connection's thread has written so far, before it waits for something. */
    void flush() throws IOException {
        connection.flush();
    }

    /** What is not SSH, or not SSH that we speak, ends the connection, with a word about it; garbage counts against the address. */
    @Override
    public void exceptionCaught(Throwable failure) {
        if (login == null && !isClosing()) {
            LOG.info(
                    "{}: the connection ends before the login: {}", session.id(), String.valueOf(failure.getMessage()));
            session.abuse(Session.Abuse.GARBAGE);
        }
        if (isOpen() && !ending && isMistake(failure)) {
            try {
                disconnect(SshConstants.SSH2_DISCONNECT_PROTOCOL_ERROR, "protocol error");
                return;
            } catch (IOException _) {
                // then without the word
            }
        }
        super.exceptionCaught(failure);
    }

    /** Whether it is about what the client sent, and has no words of its own that are sent anyway. */
    private static boolean isMistake(Throwable failure) {
        return failure instanceof SshException protocol
                ? protocol.getDisconnectCode() <= 0
                : !(failure instanceof IOException);
    }

    /** Nothing that follows our last word is looked at, however much of it has arrived already. */
    @Override
    public void disconnect(int reason, String words) throws IOException {
        ending = true;
        super.disconnect(reason, words);
    }

    /**
     * The login may be asked for again before it is over, as paramiko does with each proof, and goes on with the same counts; after it
     * no service can be changed.
     */
    @Override
    public void startService(String name, Buffer message) throws Exception {
        if (channels != null) {
            throw new SshException("a service was asked for after the login");
        }
        if (loginBegun && LoginService.NAME.equals(name)) {
            return;
        }
        loginBegun = loginBegun || LoginService.NAME.equals(name);
        super.startService(name, message);
    }

    @Override
    protected void preClose() {
        if (login == null) {
            session.abuse(Session.Abuse.NO_LOGIN);
        }
        super.preClose();
    }

    /**
     * A length that no packet has ends the connection at once. MINA reads on for a while, so that nobody learns from the moment of the end
     * what was decrypted, but that is of use with CBC only, and makes everybody else wait for the login's deadline.
     */
    @Override
    public void messageReceived(Readable bytes) throws Exception {
        super.messageReceived(bytes);
        SshException invalid = discarding;
        if (invalid != null && !isCbc(inCipher)) {
            throw invalid;
        }
    }

    private static boolean isCbc(@Nullable Cipher cipher) {
        return cipher != null && cipher.getTransformation().contains("CBC");
    }

    @Override
    protected void handleMessage(Buffer packet) throws Exception {
        if (ending) {
            return;
        }
        int command = packet.array()[packet.rpos()] & 0xFF;
        watch.heard(command != SshConstants.SSH_MSG_REQUEST_SUCCESS && command != SshConstants.SSH_MSG_REQUEST_FAILURE);
        super.handleMessage(packet);
    }

    /** Called by MINA once a second on a thread that all connections share: nothing here may wait. */
    @Override
    protected TimeoutIndicator checkForTimeouts() {
        if (!ending && isOpen()) {
            switch (watch.check(isBusy())) {
                case FINE -> {}
                case LOGIN_TOO_SLOW -> end("no login within the time allowed");
                case IDLE -> end("idle for too long");
                case DEAD -> end("no answer to keep-alives");
                case ASK -> Thread.ofVirtual().name("ssh-keep-alive").start(this::askWhetherAnybodyIsThere);
            }
        }
        return TimeoutIndicator.NONE;
    }

    /** Called once the login has opened the way to channels. */
    void carries(SessionChannels opened) {
        channels = opened;
    }

    /** Whether a request is being worked on. */
    boolean isBusy() {
        SessionChannels opened = channels;
        return opened != null && opened.isBusy();
    }

    /** Says why and closes; a client that does not read is cut off without having heard it. */
    void end(String reason) {
        ending = true;
        Thread.ofVirtual().name("ssh-end").start(() -> {
            try {
                disconnect(SshConstants.SSH2_DISCONNECT_BY_APPLICATION, reason);
            } catch (IOException _) {
                close(true);
            }
        });
        Future<?> _ = getFactoryManager()
                .getScheduledExecutorService()
                .schedule(() -> connection.close(true), PATIENCE_WITH_LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void askWhetherAnybodyIsThere() {
        try {
            Buffer question = createBuffer(SshConstants.SSH_MSG_GLOBAL_REQUEST, 64);
            question.putString("keepalive@openssh.com");
            question.putBoolean(true);
            writePacket(question);
        } catch (IOException _) {
            close(true);
        }
    }
}
