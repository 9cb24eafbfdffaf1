package dev.filegate.ftp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.core.session.FakeSessions;
import dev.filegate.ftp.FtpConfig.CertificateLogin;
import dev.filegate.ftp.FtpConfig.Tls.Mode;
import dev.filegate.tls.SelfSigned;
import dev.filegate.tls.TlsConfig;
import dev.filegate.tls.TlsContext;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client puts two servers into touch, and the file goes over TLS from one to the other. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SecureFxpTest {
    private static final byte[] CONTENT = new byte[700_001];

    static {
        new Random(3).nextBytes(CONTENT);
    }

    @TempDir
    Path certificates;

    private TestServer server(boolean fxp, boolean sessionReuse) {
        FtpConfig.Tls tls =
                new FtpConfig.Tls(Mode.OPTIONAL, sessionReuse, FtpConfig.Tls.NO_PORT, CertificateLogin.NONE);
        Instant now = Instant.now();
        return TestServer.start(
                TestServer.config().with(tls).withFxp(fxp),
                TlsContext.of(TlsConfig.of(SelfSigned.keptIn(certificates, now)), now));
    }

    private static RawClient login(TestServer server) {
        RawClient client = server.connect();
        client.expect(220);
        client.send("AUTH TLS").expect(234);
        client.startTls(TrustingTls.context("TLSv1.3"));
        client.send("USER alice").expect(331);
        client.send("PASS " + FakeSessions.PASSWORD).expect(230);
        client.send("PBSZ 0").expect(200);
        client.send("PROT P").expect(200);
        client.send("TYPE I").expect(200);
        return client;
    }

    private static void transfer(RawClient source, RawClient target, int port) {
        target.send("PORT 127,0,0,1," + (port >> 8) + "," + (port & 0xFF)).expect(200);
        source.send("RETR /from").expect(150);
        target.send("STOR /to").expect(150);
        source.expect(226);
        target.expect(226);
    }

    @Test
    void sendsFromAServerThatShakesHandsAsClientOnce() {
        try (TestServer one = server(true, false);
                TestServer other = server(true, false);
                RawClient source = login(one);
                RawClient target = login(other)) {
            one.put("/from", CONTENT);
            transfer(source, target, source.passivePort("CPSV"));
            assertThat(other.bytes("/to")).isEqualTo(CONTENT);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void sendsWhicheverServerShakesHandsAsClient(boolean sourceIsClient) {
        try (TestServer one = server(true, false);
                TestServer other = server(true, false);
                RawClient source = login(one);
                RawClient target = login(other)) {
            one.put("/from", CONTENT);
            RawClient asClient = sourceIsClient ? source : target;
            assertThat(asClient.send("SSCN ON").expect(200).getFirst()).contains("CLIENT METHOD");
            transfer(source, target, source.passivePort("PASV"));
            assertThat(other.bytes("/to")).isEqualTo(CONTENT);
            assertThat(asClient.send("SSCN OFF").expect(200).getFirst()).contains("SERVER METHOD");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-fxp", "sessions-must-be-resumed"})
    void isRefusedWhereItCannotBe(String why) {
        try (TestServer strict = why.equals("no-fxp") ? server(false, false) : server(true, true);
                RawClient client = login(strict)) {
            client.send("SSCN ON").expect(504);
            client.send("CPSV").expect(504);
            assertThat(client.send("SSCN").expect(200).getFirst()).contains("SERVER METHOD");
            assertThat(client.send("FEAT").expect(211)).doesNotContain(" SSCN", " CPSV");
        }
    }

    @Test
    void isOfferedWhereItCanBe() {
        try (TestServer open = server(true, false);
                RawClient client = login(open)) {
            assertThat(client.send("FEAT").expect(211)).contains(" SSCN", " CPSV");
            client.send("SSCN MAYBE").expect(501);
            client.send("PROT C").expect(200);
            client.send("CPSV").expect(503);
        }
    }
}
