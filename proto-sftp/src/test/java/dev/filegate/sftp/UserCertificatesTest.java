package dev.filegate.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.filegate.core.auth.Credential;
import dev.filegate.core.session.FakeSessions;
import dev.filegate.core.storage.MemoryStorage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.sshd.certificate.OpenSshCertificateBuilder;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Which OpenSSH user certificates let somebody in. */
class UserCertificatesTest {
    private static final KeyPair AUTHORITY = generate("ssh-ed25519", 256);
    private static final KeyPair OTHER_AUTHORITY = generate("ecdsa-sha2-nistp256", 256);
    private static final KeyPair SUBJECT = generate("ssh-ed25519", 256);
    private static final long SERIAL = 77;

    @TempDir
    static Path keys;

    private final FakeSessions sessions = FakeSessions.of(MemoryStorage.empty());

    private static KeyPair generate(String type, int bits) {
        try {
            return KeyUtils.generateKeyPair(type, bits);
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeAll
    static void trustTheAuthority() throws IOException {
        Files.writeString(
                keys.resolve("authorities"),
                "# who may sign\n" + PublicKeyEntry.toString(AUTHORITY.getPublic()) + " ca@example.com\n");
        RunningServer.over(MemoryStorage.empty(), keys.resolve("host")).close();
    }

    private static OpenSshCertificateBuilder certificate() {
        return OpenSshCertificateBuilder.userCertificate()
                .serial(SERIAL)
                .publicKey(SUBJECT.getPublic())
                .id("alice's laptop")
                .principals(List.of("alice", "staff"))
                .validAfter(Instant.now().minus(Duration.ofHours(1)))
                .validBefore(Instant.now().plus(Duration.ofHours(1)));
    }

    private void logIn(OpenSshCertificate certificate, Optional<Path> revoked) throws IOException {
        UnaryOperator<SftpConfig> trusting = config ->
                RunningServer.with(config, false, 1L << 30, Optional.of(keys.resolve("authorities")), revoked);
        try (RunningServer server = RunningServer.over(sessions, keys.resolve("host"), trusting);
                ClientSession client = server.connect()) {
            client.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
            client.addPublicKeyIdentity(new KeyPair(certificate, SUBJECT.getPrivate()));
            client.auth().verify(RunningServer.PATIENCE);
        }
    }

    private void assertRefused(OpenSshCertificate certificate, Optional<Path> revoked) {
        assertThatThrownBy(() -> logIn(certificate, revoked)).isInstanceOf(IOException.class);
        assertThat(sessions.sessions()).noneMatch(FakeSessions.FakeSession::loggedIn);
        assertThat(sessions.last().credentials()).isEmpty();
    }

    private interface Change {
        OpenSshCertificateBuilder of(OpenSshCertificateBuilder certificate);
    }

    private record Case(String name, Change change) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Case> ACCEPTED = List.of(
            new Case("plain", certificate -> certificate),
            new Case("for ever", certificate -> certificate.validAfter(0).validBefore(-1)),
            new Case(
                    "from here", certificate -> certificate.criticalOption("source-address", "10.0.0.0/8,127.0.0.0/8")),
            new Case("for SFTP only", certificate -> certificate.criticalOption("force-command", "internal-sftp")),
            new Case(
                    "with extensions",
                    certificate -> certificate.extensions(Map.of("permit-pty", "", "other@x", "y"))));

    static final List<Case> REFUSED = List.of(
            new Case(
                    "expired",
                    certificate -> certificate.validBefore(Instant.now().minusSeconds(1))),
            new Case(
                    "not valid yet",
                    certificate -> certificate.validAfter(Instant.now().plusSeconds(600))),
            new Case("from elsewhere", certificate -> certificate.criticalOption("source-address", "10.0.0.0/8")),
            new Case("for a shell", certificate -> certificate.criticalOption("force-command", "/bin/sh")),
            new Case("with an unknown critical option", certificate -> certificate.criticalOption("x@example.com", "")),
            new Case("that must be verified", certificate -> certificate.criticalOption("verify-required", "")),
            new Case("for nobody", certificate -> certificate.principals(List.of())));

    @ParameterizedTest
    @FieldSource("ACCEPTED")
    void letsInWhoHoldsACertificate(Case accepted) throws Exception {
        logIn(accepted.change().of(certificate()).sign(AUTHORITY), Optional.empty());
        assertThat(sessions.last().credentials())
                .containsExactly(new Credential.Certificate("alice", List.of("alice", "staff"), "alice's laptop"));
    }

    @ParameterizedTest
    @FieldSource("REFUSED")
    void refusesACertificate(Case refused) throws Exception {
        assertRefused(refused.change().of(certificate()).sign(AUTHORITY), Optional.empty());
    }

    @Test
    void refusesACertificateForOthers() throws Exception {
        OpenSshCertificate certificate =
                certificate().principals(List.of("bob")).sign(AUTHORITY);
        assertThatThrownBy(() -> logIn(certificate, Optional.empty())).isInstanceOf(IOException.class);
        assertThat(sessions.sessions()).noneMatch(FakeSessions.FakeSession::loggedIn);
    }

    @Test
    void refusesTheCertificateOfAHost() throws Exception {
        OpenSshCertificate certificate = OpenSshCertificateBuilder.hostCertificate()
                .publicKey(SUBJECT.getPublic())
                .id("a host")
                .principals(List.of("alice"))
                .validAfter(0)
                .validBefore(-1)
                .sign(AUTHORITY);
        assertRefused(certificate, Optional.empty());
    }

    @Test
    void refusesACertificateOfAnAuthorityThatIsNotTrusted() throws Exception {
        assertRefused(certificate().sign(OTHER_AUTHORITY), Optional.empty());
    }

    @Test
    void refusesACertificateThatWasChanged() throws Exception {
        byte[] honest = blob(certificate().sign(AUTHORITY));
        String changed = new String(honest, StandardCharsets.ISO_8859_1).replace("alice's laptop", "alice's lapdog");
        PublicKey forged = new ByteArrayBuffer(changed.getBytes(StandardCharsets.ISO_8859_1)).getRawPublicKey();
        assertRefused((OpenSshCertificate) forged, Optional.empty());
    }

    /** Ways to say that a certificate does not count any more. */
    static Stream<byte[]> revocations() {
        return Stream.of(
                (PublicKeyEntry.toString(SUBJECT.getPublic()) + " lost\n").getBytes(StandardCharsets.UTF_8),
                (KeyUtils.getFingerPrint(SUBJECT.getPublic()) + "\n").getBytes(StandardCharsets.UTF_8),
                PublicKeyEntry.toString(AUTHORITY.getPublic()).getBytes(StandardCharsets.UTF_8),
                keyList(section(2, string(blob(SUBJECT.getPublic())))),
                keyList(section(1, ofAuthority(section(0x20, number(3), number(SERIAL))))),
                keyList(section(1, ofAuthority(section(0x21, number(70), number(80))))),
                keyList(section(1, ofAuthority(section(0x22, number(76), string(new byte[] {0x02}))))),
                keyList(section(
                        1, ofAuthority(section(0x23, string("alice's laptop".getBytes(StandardCharsets.UTF_8)))))));
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.MethodSource("revocations")
    void refusesACertificateThatIsRevoked(byte[] list) throws Exception {
        Path file = Files.write(Files.createTempFile(keys, "revoked", ""), list);
        assertRefused(certificate().sign(AUTHORITY), Optional.of(file));
    }

    static Stream<byte[]> otherRevocations() {
        return Stream.of(
                new byte[0],
                "# nothing\n".getBytes(StandardCharsets.UTF_8),
                PublicKeyEntry.toString(OTHER_AUTHORITY.getPublic()).getBytes(StandardCharsets.UTF_8),
                keyList(section(1, ofAuthority(section(0x20, number(76), number(78))))),
                keyList(section(1, ofAuthority(section(0x21, number(78), number(-1))))),
                keyList(section(1, ofAuthority(section(0x22, number(76), string(new byte[] {0x05}))))),
                keyList(section(1, ofAuthority(section(0x23, string("alice".getBytes(StandardCharsets.UTF_8)))))));
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.MethodSource("otherRevocations")
    void letsInWhoIsNotRevokedAmongOthers(byte[] list) throws Exception {
        Path file = Files.write(Files.createTempFile(keys, "revoked", ""), list);
        logIn(certificate().sign(AUTHORITY), Optional.of(file));
        assertThat(sessions.last().credentials()).hasSize(1);
    }

    @Test
    void doesNotStartWithAListItCannotUnderstand() throws IOException {
        Path file = Files.write(Files.createTempFile(keys, "revoked", ""), keyList(new byte[] {1, 0, 0, 1, 0}));
        UnaryOperator<SftpConfig> trusting =
                config -> RunningServer.with(config, false, 1L << 30, Optional.empty(), Optional.of(file));
        assertThatThrownBy(() -> RunningServer.over(sessions, keys.resolve("host"), trusting))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("revocation list");
    }

    /** OpenSSH's PROTOCOL.krl. */
    private static byte[] keyList(byte[] sections) {
        return bytes(out -> {
            out.writeBytes("SSHKRL\n\0");
            out.writeInt(1);
            out.write(new byte[3 * Long.BYTES]);
            out.write(string(new byte[0]));
            out.write(string("made by a test".getBytes(StandardCharsets.UTF_8)));
            out.write(sections);
        });
    }

    private static byte[] ofAuthority(byte[] sections) {
        return bytes(out -> {
            out.write(string(blob(AUTHORITY.getPublic())));
            out.write(string(new byte[0]));
            out.write(sections);
        });
    }

    private static byte[] section(int type, byte[]... parts) {
        return bytes(out -> {
            out.write(type);
            out.write(string(bytes(inner -> {
                for (byte[] part : parts) {
                    inner.write(part);
                }
            })));
        });
    }

    private static byte[] number(long value) {
        return bytes(out -> out.writeLong(value));
    }

    private static byte[] string(byte[] content) {
        return bytes(out -> {
            out.writeInt(content.length);
            out.write(content);
        });
    }

    private static byte[] blob(PublicKey key) {
        ByteArrayBuffer buffer = new ByteArrayBuffer();
        buffer.putRawPublicKey(key);
        return buffer.getCompactData();
    }

    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    private static byte[] bytes(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            writing.to(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
