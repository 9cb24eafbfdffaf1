package dev.filegate.ftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.filegate.core.session.FakeSessions;
import dev.filegate.ftp.FtpConfig.Tls.Mode;
import dev.filegate.tls.SelfSigned;
import dev.filegate.tls.TlsChannel;
import dev.filegate.tls.TlsConfig;
import dev.filegate.tls.TlsContext;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class FtpsTest {
    private static final byte[] CONTENT = new byte[700_001];

    static {
        new Random(3).nextBytes(CONTENT);
    }

    @TempDir
    static Path certificates;

    private TestServer server;

    @BeforeEach
    void start() {
        server = start(Mode.OPTIONAL, true);
        server.put("/big", CONTENT);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static TestServer start(Mode mode, boolean sessionReuse) {
        FtpConfig.Tls tls = new FtpConfig.Tls(mode, sessionReuse, 0, FtpConfig.CertificateLogin.NONE);
        Instant now = Instant.now();
        return TestServer.start(
                TestServer.config().with(tls), TlsContext.of(TlsConfig.of(SelfSigned.keptIn(certificates, now)), now));
    }

    private static RawClient secured(TestServer server, String protocol) {
        RawClient client = server.connect();
        client.expect(220);
        client.send("AUTH TLS").expect(234);
        assertThat(client.startTls(TrustingTls.context(protocol)).getProtocol()).isEqualTo(protocol);
        return client;
    }

    private static RawClient login(RawClient client) {
        client.send("USER alice").expect(331);
        client.send("PASS " + FakeSessions.PASSWORD).expect(230);
        client.send("PBSZ 0").expect(200);
        client.send("PROT P").expect(200);
        client.send("TYPE I").expect(200);
        return client;
    }

    private static byte[] fetch(RawClient client, String line) throws IOException {
        try (SocketChannel data = client.privateData()) {
            client.send(line).expect(150);
            byte[] bytes = readAll(client.shakeHands(data));
            client.expect(226);
            return bytes;
        }
    }

    private static byte[] readAll(TlsChannel channel) throws IOException {
        ByteBuffer all = ByteBuffer.allocate(CONTENT.length * 2);
        while (channel.read(all) >= 0) {
            assertThat(all.hasRemaining()).isTrue();
        }
        byte[] bytes = new byte[all.flip().remaining()];
        all.get(bytes);
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void carriesFilesBothWaysOverResumedSessions(String protocol) throws Exception {
        try (RawClient client = login(secured(server, protocol))) {
            assertThat(fetch(client, "RETR /big")).isEqualTo(CONTENT);
            assertThat(fetch(client, "RETR /big")).isEqualTo(CONTENT);
            assertThat(new String(fetch(client, "NLST"), StandardCharsets.UTF_8))
                    .isEqualTo("big\r\n");
            SocketChannel data = client.privateData();
            client.send("STOR /up").expect(150);
            TlsChannel channel = client.shakeHands(data);
            channel.write(ByteBuffer.wrap(CONTENT));
            channel.finish();
            client.expect(226);
            assertThat(server.bytes("/up")).isEqualTo(CONTENT);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void speaksTlsFromTheFirstByteOnTheImplicitPort(String protocol) throws Exception {
        try (RawClient client = RawClient.connect(server.implicitAddress())) {
            client.startTls(TrustingTls.context(protocol));
            client.expect(220);
            login(client);
            assertThat(fetch(client, "RETR /big")).isEqualTo(CONTENT);
            client.send("AUTH TLS").expect(503);
            client.send("QUIT").expect(221);
            client.expectEnd();
        }
    }

    @ParameterizedTest
    @CsvSource({"TLSv1.2, RETR /big", "TLSv1.3, RETR /big", "TLSv1.3, STOR /up", "TLSv1.3, NLST"})
    void refusesADataConnectionThatResumesNothing(String protocol, String line) throws Exception {
        try (RawClient client = login(secured(server, protocol));
                RawClient stranger = secured(server, protocol)) {
            SocketChannel data = client.privateData();
            client.send(line).expect(150);
            assertThatThrownBy(() -> {
                        TlsChannel channel = stranger.shakeHands(data);
                        channel.write(ByteBuffer.wrap(CONTENT));
                        channel.finish();
                        throw new IOException("got " + readAll(channel).length + " bytes");
                    })
                    .satisfiesAnyOf(
                            e -> assertThat(e).hasMessage("got 0 bytes"),
                            e -> assertThat(e).hasMessageMatching("(?i).*(reset|broken|close).*"));
            assertThat(client.expect(522).getFirst()).contains("must resume the TLS session");
            assertThatThrownBy(() -> server.bytes("/up")).hasMessageContaining("NOT_FOUND");
        }
    }

    @Test
    void acceptsDataConnectionsOfTheirOwnWhenReuseIsOptional() throws Exception {
        try (TestServer lenient = start(Mode.OPTIONAL, false)) {
            lenient.put("/big", CONTENT);
            try (RawClient client = login(secured(lenient, "TLSv1.3"));
                    RawClient other = secured(lenient, "TLSv1.3")) {
                SocketChannel data = client.privateData();
                client.send("RETR /big").expect(150);
                assertThat(readAll(other.shakeHands(data))).isEqualTo(CONTENT);
                client.expect(226);
            }
        }
    }

    @Test
    void takesACutUploadForAnAbort() throws Exception {
        server.put("/up", "before");
        try (RawClient client = login(secured(server, "TLSv1.3"))) {
            SocketChannel data = client.privateData();
            client.send("STOR /up").expect(150);
            client.shakeHands(data).write(ByteBuffer.wrap(CONTENT));
            data.close();
            client.expect(426);
            assertThat(server.text("/up")).isEqualTo("before");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"AUTH TLS\r\nUSER alice\r\n", "AUTH TLS\r\nUS"})
    void closesWhenAnythingIsInjectedBehindAuth(String injected) {
        try (RawClient client = server.connect()) {
            client.expect(220);
            client.write(injected.getBytes(StandardCharsets.US_ASCII));
            client.expect(421);
            client.expectEnd();
        }
    }

    @Test
    void forgetsALoginMadeInClear() {
        try (RawClient client = server.login()) {
            client.send("AUTH TLS").expect(234);
            client.startTls(TrustingTls.context("TLSv1.3"));
            client.send("PWD").expect(530);
        }
    }

    @Test
    void negotiatesProtectionInOrder() {
        try (RawClient client = server.login()) {
            assertThat(client.send("FEAT").expect(211))
                    .contains(" AUTH TLS;TLS-C;SSL;TLS-P;", " PBSZ", " PROT", " CCC");
            client.send("PBSZ 0").expect(503);
            client.send("PROT P").expect(503);
            client.send("CCC").expect(533);
            client.send("AUTH KERBEROS_V4").expect(504);
            client.send("ADAT x").expect(502);
        }
        try (RawClient client = secured(server, "TLSv1.3")) {
            client.send("PROT P").expect(503);
            client.send("PBSZ many").expect(501);
            client.send("PBSZ 16384").expect(200);
            client.send("PROT S").expect(536);
            client.send("PROT E").expect(536);
            client.send("PROT X").expect(504);
            client.send("PROT C").expect(200);
            client.send("AUTH TLS").expect(503);
        }
    }

    @Test
    void protectsDataAtOnceAfterAuthSsl() throws Exception {
        try (RawClient client = server.connect()) {
            client.expect(220);
            client.send("AUTH SSL").expect(234);
            client.startTls(TrustingTls.context("TLSv1.2"));
            client.send("USER alice").expect(331);
            client.send("PASS " + FakeSessions.PASSWORD).expect(230);
            client.send("TYPE I").expect(200);
            assertThat(fetch(client, "RETR /big")).isEqualTo(CONTENT);
        }
    }

    @Test
    void goesOnInClearAfterCcc() throws Exception {
        try (RawClient client = login(secured(server, "TLSv1.2"))) {
            client.send("CCC").expect(200);
            client.endTls();
            client.send("NOOP").expect(200);
            assertThat(fetch(client, "RETR /big")).isEqualTo(CONTENT);
            client.send("CCC").expect(533);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void doesWithoutTheCloseNotifyOfAClientThatGoesOnInClear(String version) throws Exception {
        try (RawClient client = login(secured(server, version))) {
            client.send("CCC").expect(200);
            client.leaveTls();
            client.send("PWD").expect(257);
            client.send("CCC").expect(533);
            assertThat(fetch(client, "RETR /big")).isEqualTo(CONTENT);
        }
    }

    @Test
    void takesNothingInClearBeforeItHasEndedTls() throws Exception {
        try (RawClient client = login(secured(server, "TLSv1.3"))) {
            SocketChannel raw = client.socket().getChannel();
            raw.write(ByteBuffer.wrap("CCC\r\nPWD\r\n".getBytes(StandardCharsets.US_ASCII)));
            ByteBuffer answer = ByteBuffer.allocate(1024);
            while (raw.read(answer) >= 0) {}
            assertThat(new String(answer.array(), 0, answer.position(), StandardCharsets.ISO_8859_1))
                    .doesNotContain("257");
        }
    }

    @Test
    void endsTlsWithTheReplyToRein() throws Exception {
        try (RawClient client = login(secured(server, "TLSv1.3"))) {
            client.send("REIN").expect(220);
            client.endTls();
            client.send("PWD").expect(530);
            client.send("PBSZ 0").expect(503);
            client.send("AUTH TLS").expect(234);
            client.startTls(TrustingTls.context("TLSv1.3"));
            login(client);
            assertThat(fetch(client, "RETR /big")).isEqualTo(CONTENT);
        }
    }

    @Test
    void staysEncryptedAfterReinOnTheImplicitPort() throws Exception {
        try (RawClient client = RawClient.connect(server.implicitAddress())) {
            client.startTls(TrustingTls.context("TLSv1.3"));
            client.expect(220);
            login(client);
            client.send("REIN").expect(220);
            client.send("PROT P").expect(503);
            login(client);
            assertThat(fetch(client, "RETR /big")).isEqualTo(CONTENT);
        }
    }

    @Test
    void wantsTheSameHostByHostAsByTheHandshake() {
        try (RawClient client = server.connect()) {
            client.expect(220);
            client.send("HOST other.example").expect(220);
            client.send("AUTH TLS").expect(234);
            client.startTls(TrustingTls.context("TLSv1.3"), "files.example");
            assertThat(client.send("HOST other.example").expect(504).getFirst()).contains("another host");
            client.send("HOST Files.Example.").expect(220);
        }
    }

    @Test
    void abortsAnEncryptedDownload() throws Exception {
        server.put("/huge", new byte[64 << 20]);
        try (RawClient client = login(secured(server, "TLSv1.3"))) {
            SocketChannel data = client.privateData();
            client.send("RETR /huge").expect(150);
            TlsChannel channel = client.shakeHands(data);
            assertThat(channel.read(ByteBuffer.allocate(1000))).isPositive();
            assertThat(client.send("STAT").expect(211)).anyMatch(line -> line.contains("running: RETR /huge"));
            client.send("ABOR").expect(426);
            client.expect(226);
            assertThat(fetch(client, "RETR /big")).isEqualTo(CONTENT);
        }
    }

    @Test
    void demandsTlsEverywhereWhenItIsRequired() throws Exception {
        try (TestServer strict = start(Mode.REQUIRED, true)) {
            strict.put("/big", CONTENT);
            try (RawClient client = strict.connect()) {
                client.expect(220);
                assertThat(client.send("USER alice").expect(530).getFirst()).contains("AUTH TLS");
                client.send("PASS x").expect(503);
            }
            try (RawClient client = secured(strict, "TLSv1.3")) {
                client.send("USER alice").expect(331);
                client.send("PASS " + FakeSessions.PASSWORD).expect(230);
                client.send("EPSV").expect(229);
                client.send("RETR /big").expect(521);
                client.send("PBSZ 0").expect(200);
                client.send("PROT C").expect(534);
                client.send("CCC").expect(534);
                client.send("PROT P").expect(200);
                client.send("TYPE I").expect(200);
                assertThat(fetch(client, "RETR /big")).isEqualTo(CONTENT);
            }
        }
    }

    @Test
    void hasNoSecurityVerbsWithoutTls() {
        try (TestServer plain = TestServer.start();
                RawClient client = plain.login()) {
            client.send("AUTH TLS").expect(502);
            assertThat(client.send("FEAT").expect(211)).noneMatch(line -> line.contains("AUTH"));
        }
    }

    @Test
    void endsTheConnectionWhenPlainTextComesInsteadOfAHandshake() {
        try (RawClient client = RawClient.connect(server.implicitAddress())) {
            client.send("USER alice");
            client.expectEnd();
        }
        try (RawClient client = server.connect()) {
            client.expect(220);
            client.send("AUTH TLS").expect(234);
            client.send("USER alice");
            client.expectEnd();
        }
    }

    @Test
    void answersOverTlsWhileAFileIsSent() throws Exception {
        try (RawClient client = login(secured(server, "TLSv1.3"))) {
            SocketChannel data = client.privateData();
            client.send("STOR /up").expect(150);
            TlsChannel channel = client.shakeHands(data);
            channel.write(ByteBuffer.wrap(CONTENT));
            client.send("STAT").expect(211);
            client.send("NOOP").expect(200);
            client.send("ABOR").expect(426);
            client.expect(226);
            assertThatThrownBy(() -> server.bytes("/up")).hasMessageContaining("NOT_FOUND");
        }
    }
}
