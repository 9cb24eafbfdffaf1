package dev.filegate.sftp;

import dev.filegate.core.session.FakeSessions;
import dev.filegate.core.storage.Storage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.core.CoreModuleProperties;

/** A real server on a free port, in front of a door without rules, and clients of it. */
final class RunningServer implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final FakeSessions sessions;
    private final SftpServer server;
    private final InetSocketAddress address;
    private final SshClient client;

    private RunningServer(FakeSessions sessions, SftpServer server) {
        this.sessions = sessions;
        this.server = server;
        this.address = server.start().getFirst().address();
        this.client = SshClient.setUpDefaultClient();
        client.setServerKeyVerifier((_, _, _) -> true);
        client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        CoreModuleProperties.TCP_NODELAY.set(client, true);
        // Else MINA's client does not ask whether it got what it wanted.
        CoreModuleProperties.REQUEST_EXEC_REPLY.set(client, true);
        CoreModuleProperties.REQUEST_SHELL_REPLY.set(client, true);
        CoreModuleProperties.REQUEST_SUBSYSTEM_REPLY.set(client, true);
        client.start();
    }

    static RunningServer over(Storage storage, Path hostKeys) {
        return over(FakeSessions.of(storage), hostKeys, config -> config);
    }

    static RunningServer over(FakeSessions sessions, Path hostKeys, UnaryOperator<SftpConfig> change) {
        SftpConfig config = SftpConfig.defaults(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), hostKeys);
        return new RunningServer(sessions, new SftpServer(change.apply(config), sessions));
    }

    static SftpConfig with(
            SftpConfig c, boolean legacy, long rekeyBytes, Optional<Path> authorities, Optional<Path> revoked) {
        return new SftpConfig(
                c.address(),
                c.hostKeys(),
                c.scp(),
                legacy,
                c.loginTimeout(),
                c.idleTimeout(),
                c.keepAlive(),
                c.maxChannels(),
                c.maxHandles(),
                authorities,
                revoked,
                c.banner(),
                rekeyBytes,
                c.rekeyTime());
    }

    static SftpConfig rekeyingAfter(SftpConfig c, Duration time) {
        return with(c, c.maxChannels(), time);
    }

    static SftpConfig channels(SftpConfig c, int most) {
        return with(c, most, c.rekeyTime());
    }

    private static SftpConfig with(SftpConfig c, int channels, Duration rekeyTime) {
        return new SftpConfig(
                c.address(),
                c.hostKeys(),
                c.scp(),
                c.legacyAlgorithms(),
                c.loginTimeout(),
                c.idleTimeout(),
                c.keepAlive(),
                channels,
                c.maxHandles(),
                c.trustedUserAuthorities(),
                c.revokedKeys(),
                c.banner(),
                c.rekeyBytes(),
                rekeyTime);
    }

    FakeSessions sessions() {
        return sessions;
    }

    InetSocketAddress address() {
        return address;
    }

    SftpServer server() {
        return server;
    }

    SshClient client() {
        return client;
    }

    /** A connection without a login. */
    ClientSession connect() throws IOException {
        return client.connect("alice", address).verify(PATIENCE).getSession();
    }

    /** A connection logged in by password. */
    ClientSession login() throws IOException {
        ClientSession session = connect();
        session.addPasswordIdentity(FakeSessions.PASSWORD);
        session.auth().verify(PATIENCE);
        return session;
    }

    @Override
    public void close() {
        client.stop();
        server.close();
    }
}
