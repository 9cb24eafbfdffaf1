package dev.filegate.ftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** A passive port is its client's alone. */
class PassivePortTheftTest {
    private static final InetAddress THIEF = InetAddress.ofLiteral("127.0.0.3");

    @Test
    void closesAStrangersConnectionAndGoesOnWaiting() throws IOException {
        try (TestServer server = TestServer.start();
                RawClient client = server.login()) {
            server.put("/secret", "for alice only");
            int port = client.passivePort();
            client.send("RETR secret").expect(150);
            try (Socket thief = connectedFrom(THIEF, port)) {
                assertThat(thief.getInputStream().readAllBytes()).isEmpty();
            }
            try (Socket owner = new Socket(InetAddress.getLoopbackAddress(), port)) {
                assertThat(new String(owner.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                        .isEqualTo("for alice only");
            }
            client.expect(226);
            assertThat(server.sessions().last().abuses()).isEmpty();
        }
    }

    @Test
    void takesNoFileFromAStranger() throws IOException {
        try (TestServer server = TestServer.start();
                RawClient client = server.login()) {
            int port = client.passivePort();
            try (Socket thief = connectedFrom(THIEF, port)) {
                thief.getOutputStream().write("forged".getBytes(StandardCharsets.UTF_8));
                thief.shutdownOutput();
                client.send("STOR file").expect(150);
                try (Socket owner = new Socket(InetAddress.getLoopbackAddress(), port)) {
                    owner.getOutputStream().write("true".getBytes(StandardCharsets.UTF_8));
                }
            }
            client.expect(226);
            assertThat(server.text("/file")).isEqualTo("true");
        }
    }

    @Test
    void letsOthersInWhereTheOperatorWantsIt() throws IOException {
        try (TestServer server = TestServer.start(TestServer.config().withFxp(true));
                RawClient client = server.login()) {
            server.put("/f", "fxp");
            int port = client.passivePort();
            client.send("RETR f").expect(150);
            try (Socket peer = connectedFrom(THIEF, port)) {
                assertThat(new String(peer.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                        .isEqualTo("fxp");
            }
            client.expect(226);
        }
    }

    private static Socket connectedFrom(InetAddress source, int port) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), port, source, 0);
    }
}
