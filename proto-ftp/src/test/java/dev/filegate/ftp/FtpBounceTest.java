package dev.filegate.ftp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.core.session.Session.Abuse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Test;

/** RFC 2577 section 3: the gateway is nobody's proxy. */
class FtpBounceTest {
    @Test
    void connectsToNobodyButTheClient() throws IOException {
        InetAddress victim = InetAddress.ofLiteral("127.0.0.2");
        try (TestServer server = TestServer.start();
                RawClient client = server.login();
                ServerSocket listener = new ServerSocket(0, 1, victim)) {
            int port = listener.getLocalPort();
            listener.setSoTimeout(200);
            server.put("/mail", "HELO victim\r\n");
            client.send("PORT 127,0,0,2," + (port >> 8) + "," + (port & 0xFF)).expect(504);
            client.send("EPRT |1|127.0.0.2|" + port + "|").expect(504);
            client.send("RETR mail").expect(425);
            assertThat(server.sessions().last().abuses()).containsExactly(Abuse.ATTACK, Abuse.ATTACK);
            try {
                listener.accept().close();
                throw new AssertionError("the victim was connected to");
            } catch (SocketTimeoutException e) {
                assertThat(e).isNotNull();
            }
        }
    }

    @Test
    void connectsToOthersWhereTheOperatorWantsIt() throws IOException {
        InetAddress peer = InetAddress.ofLiteral("127.0.0.2");
        try (TestServer server = TestServer.start(TestServer.config().withFxp(true));
                RawClient client = server.login();
                ServerSocket listener = new ServerSocket(0, 1, peer)) {
            server.put("/f", "fxp");
            client.send("EPRT |1|127.0.0.2|" + listener.getLocalPort() + "|").expect(200);
            client.send("RETR f").expect(150);
            try (var data = listener.accept()) {
                assertThat(new String(data.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
                        .isEqualTo("fxp");
            }
            client.expect(226);
        }
    }
}
