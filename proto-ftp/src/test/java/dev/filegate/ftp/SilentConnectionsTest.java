package dev.filegate.ftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Connections that never speak cost a place for a while and nothing else. */
class SilentConnectionsTest {
    /** As many as a build machine surely has descriptors for; ten thousand are measured elsewhere. */
    private static final int MANY = 400;

    @Test
    void servesOthersMeanwhileAndEndsThemAll() throws IOException {
        FtpConfig config = TestServer.config()
                .with(new FtpConfig.Timeouts(Duration.ofSeconds(30), Duration.ofSeconds(20), Duration.ofSeconds(3)));
        List<SocketChannel> silent = new ArrayList<>();
        try (TestServer server = TestServer.start(config)) {
            for (int i = 0; i < MANY; i++) {
                silent.add(SocketChannel.open(server.address()));
            }
            server.put("/f", "content");
            try (RawClient client = server.login()) {
                client.send("TYPE I").expect(200);
                assertThat(client.fetchText("RETR f")).isEqualTo("content");
            }
            Await.until("the silent ones are gone", () -> server.server().connections() == 0);
            assertThat(server.sessions().sessions()).hasSize(MANY + 1).allMatch(session -> session.closed());
        } finally {
            for (SocketChannel channel : silent) {
                channel.close();
            }
        }
    }

    @Test
    void answersARefusedConnectionWithWordsOrNotAtAll() throws IOException {
        try (TestServer server = TestServer.start()) {
            server.sessions().refuse("too many connections from 127.0.0.1", false);
            try (RawClient client = server.connect()) {
                assertThat(client.expect(421)).containsExactly("421 too many connections from 127.0.0.1");
                client.expectEnd();
            }
            server.sessions().refuse("banned", true);
            try (Socket client = new Socket()) {
                client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
                assertThat(client.getInputStream().read()).isEqualTo(-1);
            }
            assertThat(server.server().connections()).isZero();
        }
    }
}
