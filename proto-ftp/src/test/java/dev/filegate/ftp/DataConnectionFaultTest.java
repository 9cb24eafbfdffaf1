package dev.filegate.ftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can go wrong on a data connection while the control connection is well. */
class DataConnectionFaultTest {
    private TestServer server;
    private RawClient client;

    @BeforeEach
    void start() {
        server = TestServer.start(TestServer.config()
                .with(new FtpConfig.Timeouts(Duration.ofSeconds(30), Duration.ofMillis(700), Duration.ofSeconds(30))));
        server.put("/big", new byte[32 * 1024 * 1024]);
        server.put("/f", "before");
        client = server.login();
        client.send("TYPE I").expect(200);
    }

    @AfterEach
    void stop() {
        assertThat(client.send("PWD").expect(257)).isNotEmpty();
        client.close();
        server.close();
    }

    @Test
    void neverOpened() {
        client.send("EPSV").expect(229);
        client.send("RETR big").expect(150);
        assertThat(client.expect(425).getFirst()).contains("in time");
    }

    @Test
    void neverRead() throws IOException {
        try (Socket data = client.extendedPassive()) {
            client.send("RETR big").expect(150);
            assertThat(client.expect(426).getFirst()).contains("too long");
            assertThat(data.isConnected()).isTrue();
        }
    }

    @Test
    void neverWrittenTo() throws IOException {
        try (Socket data = client.extendedPassive()) {
            client.send("STOR f").expect(150);
            assertThat(client.expect(426).getFirst()).contains("too long");
            assertThat(data.isConnected()).isTrue();
        }
        assertThat(server.text("/f")).isEqualTo("before");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RETR missing", "STOR missing/f", "LIST missing", "MLSD big", "RETR"})
    void openedForATransferThatIsRefused(String line) throws IOException {
        try (Socket data = client.extendedPassive()) {
            assertThat(client.send(line).reply().getLast()).startsWith("5");
            assertThat(data.getInputStream().read()).isEqualTo(-1);
        }
        client.send("RETR big").expect(425);
    }

    @Test
    void resetInADownload() throws IOException {
        try (Socket data = client.extendedPassive()) {
            client.send("RETR big").expect(150);
            assertThat(data.getInputStream().read()).isZero();
            data.setOption(StandardSocketOptions.SO_LINGER, 0);
        }
        client.expect(426);
    }

    @Test
    void resetInAnUpload() throws IOException {
        try (Socket data = client.extendedPassive()) {
            client.send("STOR f").expect(150);
            data.getOutputStream().write("half".getBytes(StandardCharsets.UTF_8));
            data.setOption(StandardSocketOptions.SO_LINGER, 0);
        }
        client.expect(426);
        assertThat(server.text("/f")).isEqualTo("before");
    }

    @Test
    void resetBeforeTheCommand() throws IOException {
        try (Socket data = client.extendedPassive()) {
            data.setOption(StandardSocketOptions.SO_LINGER, 0);
        }
        client.send("STOR f").expect(150);
        assertThat(client.reply().getFirst()).startsWith("42");
        assertThat(server.text("/f")).isEqualTo("before");
    }

    @Test
    void slowButMoving() throws IOException {
        Duration patience = Duration.ofSeconds(2);
        FtpConfig config = TestServer.config()
                .with(new FtpConfig.Timeouts(Duration.ofSeconds(30), patience, Duration.ofSeconds(30)));
        try (TestServer patient = TestServer.start(config);
                RawClient slow = patient.login();
                Socket data = slow.extendedPassive()) {
            slow.send("STOR f").expect(150);
            long end = System.nanoTime() + patience.toNanos() * 5 / 4;
            while (System.nanoTime() < end) {
                data.getOutputStream().write('x');
                LockSupport.parkNanos(50_000_000);
            }
            data.shutdownOutput();
            slow.expect(226);
            assertThat(patient.text("/f")).startsWith("xxxx");
        }
    }
}
