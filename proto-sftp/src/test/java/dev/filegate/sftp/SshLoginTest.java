package dev.filegate.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.filegate.core.account.TestAccounts;
import dev.filegate.core.auth.Credential;
import dev.filegate.core.auth.SshKey;
import dev.filegate.core.session.FakeSessions;
import dev.filegate.core.session.Session;
import dev.filegate.core.storage.MemoryStorage;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.sshd.client.auth.keyboard.UserAuthKeyboardInteractiveFactory;
import org.apache.sshd.client.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SshLoginTest {
    @TempDir
    static Path keys;

    private final FakeSessions sessions = FakeSessions.of(MemoryStorage.empty());

    /** RSA keys take seconds to make: all tests share one directory. */
    @BeforeAll
    static void makeHostKeys() {
        RunningServer.over(MemoryStorage.empty(), keys).close();
    }

    private RunningServer server() {
        return RunningServer.over(sessions, keys, config -> config);
    }

    private static SshKey publicKey(KeyPair pair) {
        ByteArrayBuffer blob = new ByteArrayBuffer();
        blob.putRawPublicKey(pair.getPublic());
        return SshKey.of(blob.getCompactData());
    }

    @Test
    void letsInWhoKnowsThePassword() throws IOException {
        try (RunningServer server = server();
                ClientSession client = server.login()) {
            assertThat(client.isAuthenticated()).isTrue();
            assertThat(sessions.last().loggedIn()).isTrue();
            assertThat(sessions.last().notes())
                    .containsEntry("mac", "aead")
                    .containsKeys("client", "kex", "hostkey", "cipher");
        }
    }

    @Test
    void refusesAWrongPasswordAndLetsTheNextTryThrough() throws IOException {
        try (RunningServer server = server();
                ClientSession client = server.connect()) {
            client.setUserAuthFactories(List.of(UserAuthPasswordFactory.INSTANCE));
            client.addPasswordIdentity("wrong");
            client.addPasswordIdentity(FakeSessions.PASSWORD);
            client.auth().verify(RunningServer.PATIENCE);
            assertThat(sessions.last().credentials()).hasSize(2);
        }
    }

    @Test
    void endsTheConnectionAfterSixFailures() throws IOException {
        try (RunningServer server = server();
                ClientSession client = server.connect()) {
            client.setUserAuthFactories(List.of(UserAuthPasswordFactory.INSTANCE));
            for (int i = 0; i < 10; i++) {
                client.addPasswordIdentity("wrong" + i);
            }
            assertThatThrownBy(() -> client.auth().verify(RunningServer.PATIENCE))
                    .hasMessageContaining("too many authentication failures");
            assertThat(sessions.last().credentials()).hasSize(6);
        }
    }

    @Test
    void endsTheConnectionWhenTheDoorSaysSo() throws IOException {
        sessions.answerLogins(new Session.LoginResult.Rejected("login incorrect", Duration.ofMillis(1), true));
        try (RunningServer server = server();
                ClientSession client = server.connect()) {
            client.addPasswordIdentity("wrong");
            assertThatThrownBy(() -> client.auth().verify(RunningServer.PATIENCE))
                    .hasMessageContaining("login incorrect");
            assertThat(sessions.last().credentials()).hasSize(1);
        }
    }

    @Test
    void asksForThePasswordInteractively() throws IOException {
        try (RunningServer server = server();
                ClientSession client = server.connect()) {
            client.setUserAuthFactories(List.of(UserAuthKeyboardInteractiveFactory.INSTANCE));
            client.addPasswordIdentity(FakeSessions.PASSWORD);
            client.auth().verify(RunningServer.PATIENCE);
            assertThat(sessions.last().credentials().getFirst()).isInstanceOf(Credential.Password.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"ssh-ed25519,256", "ecdsa-sha2-nistp256,256", "ecdsa-sha2-nistp521,521", "ssh-rsa,2048"})
    void letsInWhoHoldsAnAuthorizedKey(String type, int bits) throws IOException, GeneralSecurityException {
        KeyPair pair = KeyUtils.generateKeyPair(type, bits);
        sessions.authorize(publicKey(pair));
        try (RunningServer server = server();
                ClientSession client = server.connect()) {
            client.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
            client.addPublicKeyIdentity(KeyUtils.generateKeyPair("ssh-ed25519", 256));
            client.addPublicKeyIdentity(pair);
            client.auth().verify(RunningServer.PATIENCE);
            assertThat(sessions.last().credentials())
                    .as("a key that is only offered is no login")
                    .hasSize(1);
        }
    }

    @Test
    void refusesAKeyThatIsNotAuthorized() throws IOException, GeneralSecurityException {
        try (RunningServer server = server();
                ClientSession client = server.connect()) {
            client.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
            client.addPublicKeyIdentity(KeyUtils.generateKeyPair("ssh-ed25519", 256));
            assertThatThrownBy(() -> client.auth().verify(RunningServer.PATIENCE))
                    .isInstanceOf(IOException.class);
            assertThat(sessions.last().credentials()).isEmpty();
        }
    }

    @Test
    void goesOnToTheNextProofWhenTheAccountDemandsSeveral() throws IOException, GeneralSecurityException {
        KeyPair pair = KeyUtils.generateKeyPair("ssh-ed25519", 256);
        sessions.authorize(publicKey(pair));
        MemoryStorage storage = MemoryStorage.empty();
        try (RunningServer server = server();
                ClientSession client = server.connect()) {
            sessions.answerLogins(credential -> credential instanceof Credential.PublicKey
                    ? new Session.LoginResult.MoreNeeded(Set.of(Credential.Method.PASSWORD))
                    : new Session.LoginResult.Accepted(
                            TestAccounts.named("alice").build(), storage));
            client.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE, UserAuthPasswordFactory.INSTANCE));
            client.addPublicKeyIdentity(pair);
            client.addPasswordIdentity(FakeSessions.PASSWORD);
            client.auth().verify(RunningServer.PATIENCE);
            assertThat(sessions.last().credentials())
                    .extracting(Credential::method)
                    .containsExactly(Credential.Method.PUBLIC_KEY, Credential.Method.PASSWORD);
        }
    }

    @Test
    void tellsARefusedClientWhyBeforeAnythingIsExchanged() throws IOException {
        sessions.refuse("too many connections from your address", false);
        try (RunningServer server = server();
                Socket socket = new Socket(
                        server.address().getAddress(), server.address().getPort());
                InputStream in = socket.getInputStream()) {
            byte[] said = in.readAllBytes();
            assertThat(new String(said, StandardCharsets.ISO_8859_1))
                    .startsWith("SSH-2.0-Filegate\r\n")
                    .contains("too many connections from your address");
            assertThat((said.length - "SSH-2.0-Filegate\r\n".length()) % 8).isZero();
        }
    }

    @Test
    void closesOnABannedClientWithoutAWord() throws IOException {
        sessions.refuse("banned", true);
        try (RunningServer server = server();
                Socket socket = new Socket(
                        server.address().getAddress(), server.address().getPort());
                InputStream in = socket.getInputStream()) {
            assertThat(in.readAllBytes()).isEmpty();
        }
    }

    @Test
    void keepsHostKeysReadableForTheOwnerOnlyAndTheSameOverRestarts() throws IOException {
        for (String type : List.of("ed25519", "ecdsa", "rsa")) {
            Path file = keys.resolve("ssh_host_" + type + "_key");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(Files.readString(file)).startsWith("-----BEGIN OPENSSH PRIVATE KEY-----");
            assertThat(file.resolveSibling(file.getFileName() + ".pub")).exists();
        }
        byte[] before = Files.readAllBytes(keys.resolve("ssh_host_ed25519_key"));
        server().close();
        assertThat(Files.readAllBytes(keys.resolve("ssh_host_ed25519_key"))).isEqualTo(before);
    }

    @Test
    void doesNotStartWithAHostKeyThatOthersCanRead(@TempDir Path other) throws IOException {
        Path file = Files.copy(keys.resolve("ssh_host_ed25519_key"), other.resolve("ssh_host_ed25519_key"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(() -> RunningServer.over(MemoryStorage.empty(), other))
                .hasMessageContaining("chmod 600");
    }

    @Test
    void doesNotStartWithAHostKeyItCannotUnderstand(@TempDir Path other) throws IOException {
        Path file = Files.writeString(other.resolve("ssh_host_ed25519_key"), "hello");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThatThrownBy(() -> RunningServer.over(MemoryStorage.empty(), other))
                .hasMessageContaining("ssh_host_ed25519_key");
    }
}
