package dev.filegate.ftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.filegate.core.server.ListenerException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How a server begins and ends. */
class DrainTest {
    @Test
    void endsIdleSessionsWithAWordAndAcceptsNoMore() {
        try (TestServer server = TestServer.start();
                RawClient idle = server.login();
                RawClient stranger = server.connect()) {
            stranger.expect(220);
            server.server().drain(Duration.ofSeconds(30));
            assertThat(idle.expect(421).getFirst()).contains("shutting down");
            stranger.expect(421);
            assertThat(server.server().connections()).isZero();
            assertThatExceptionOfType(java.io.UncheckedIOException.class)
                    .isThrownBy(server::connect)
                    .withCauseInstanceOf(ConnectException.class);
        }
    }

    @Test
    void letsARunningTransferFinish() throws Exception {
        try (TestServer server = TestServer.start();
                RawClient client = server.login();
                Socket data = client.extendedPassive()) {
            client.send("STOR f").expect(150);
            data.getOutputStream().write("first ".getBytes(StandardCharsets.UTF_8));
            Thread drain = Thread.ofVirtual().start(() -> server.server().drain(Duration.ofSeconds(30)));
            client.send("NOOP").expect(200);
            data.getOutputStream().write("last".getBytes(StandardCharsets.UTF_8));
            data.shutdownOutput();
            client.expect(226);
            client.expect(421);
            drain.join();
            assertThat(server.text("/f")).isEqualTo("first last");
        }
    }

    @Test
    void stopsWaitingWhenTheGraceIsOverAndAbortsOnClose() throws IOException {
        try (TestServer server = TestServer.start();
                RawClient client = server.login();
                Socket data = client.extendedPassive()) {
            server.put("/f", "before");
            client.send("STOR f").expect(150);
            data.getOutputStream().write("half".getBytes(StandardCharsets.UTF_8));
            server.server().drain(Duration.ofMillis(50));
            assertThat(server.server().connections()).isEqualTo(1);
            server.server().close();
            assertThat(server.server().connections()).isZero();
            assertThat(server.text("/f")).isEqualTo("before");
            assertThat(server.sessions().last().closed()).isTrue();
        }
    }

    @Test
    void endsAKilledSession() {
        try (TestServer server = TestServer.start();
                RawClient client = server.login()) {
            assertThat(server.sessions().kill(server.sessions().last().id(), "no more"))
                    .isTrue();
            client.expectEnd();
            Await.until("the session is closed", () -> server.sessions().last().closed());
        }
    }

    @Test
    void namesTheKeyOfAPortThatIsTaken() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            FtpConfig config = TestServer.config().with(new FtpConfig.Control("127.0.0.1", other.getLocalPort()));
            assertThatExceptionOfType(ListenerException.class)
                    .isThrownBy(() -> TestServer.start(config))
                    .withMessageContaining("filegate.ftp.port")
                    .withMessageContaining(Integer.toString(other.getLocalPort()));
        }
    }
}
