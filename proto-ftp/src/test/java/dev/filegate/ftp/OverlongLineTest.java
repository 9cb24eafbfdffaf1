package dev.filegate.ftp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.core.session.Session.Abuse;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lines that are too long, and bytes that are no lines. */
class OverlongLineTest {
    private TestServer server;
    private RawClient client;

    @BeforeEach
    void start() {
        server = TestServer.start();
        client = server.connect();
        client.expect(220);
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void answersAndGoesOn() {
        client.send("USER " + "x".repeat(100_000)).expect(500);
        client.send("NOOP").expect(200);
        assertThat(server.sessions().last().abuses()).isEmpty();
    }

    @Test
    void readsALineOf4096Bytes() {
        client.send("NOOP " + "x".repeat(4091)).expect(200);
        client.send("NOOP " + "x".repeat(4092)).expect(500);
        client.send("NOOP").expect(200);
    }

    @Test
    void endsAConnectionThatSendsNothingElse() {
        for (int i = 0; i < 19; i++) {
            client.send("x".repeat(10_000)).expect(500);
        }
        client.send("x".repeat(10_000)).expect(500);
        client.expect(421);
        client.expectEnd();
        assertThat(server.sessions().last().abuses()).contains(Abuse.GARBAGE);
    }

    @Test
    void forgivesGarbageAfterARequest() {
        for (int i = 0; i < 60; i++) {
            if (i % 10 == 0) {
                client.send("NOOP").expect(200);
            }
            client.send("BLAH").expect(500);
        }
    }

    @Test
    void endsAConnectionThatSendsBinaryGarbage() {
        Random random = new Random(1);
        byte[] noise = new byte[64 * 1024];
        random.nextBytes(noise);
        try {
            client.write(noise);
        } catch (java.io.UncheckedIOException e) {
            assertThat(e).hasMessageContaining("pipe"); // the server had enough already
        }
        client.expectEnd();
        Await.until(
                "it counts as abuse", () -> server.sessions().last().abuses().contains(Abuse.GARBAGE));
    }

    @Test
    void answersNulsWithWords() {
        client.write("NOOP a\0b\r\n".getBytes(StandardCharsets.UTF_8));
        assertThat(client.expect(501).getFirst()).contains("NUL");
        client.send("NOOP").expect(200);
    }

    @Test
    void hangsUpOnHttp() {
        client.send("GET /RETR HTTP/1.1");
        assertThat(client.expect(421).getFirst()).contains("HTTP");
        client.expectEnd();
        assertThat(server.sessions().last().abuses()).contains(Abuse.GARBAGE);
    }

    @Test
    void obeysNoCommandsInAnHttpForm() {
        client.write("POST / HTTP/1.1\r\nHost: x\r\n\r\nUSER alice\r\nPASS secret\r\nMKD pwned\r\n"
                .getBytes(StandardCharsets.UTF_8));
        client.expect(421);
        client.expectEnd();
        assertThat(server.sessions().last().loggedIn()).isFalse();
        assertThat(server.sessions().last().credentials()).isEmpty();
    }

    @Test
    void readsLinesThatComeByteByByteAndEndInLf() {
        for (byte octet : "NOOP\n".getBytes(StandardCharsets.UTF_8)) {
            client.write(new byte[] {octet});
        }
        client.expect(200);
    }
}
