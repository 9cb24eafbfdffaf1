package dev.filegate.ftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many requests at once: all answered, in order, in bounded memory. */
class PipelineFloodTest {
    private TestServer server;
    private RawClient client;

    @BeforeEach
    void start() {
        server = TestServer.start();
        client = server.login();
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void answersAHundredThousandNoops() throws InterruptedException {
        byte[] flood = "NOOP\r\n".repeat(100_000).getBytes(StandardCharsets.US_ASCII);
        Thread writer = Thread.ofVirtual().start(() -> client.write(flood));
        for (int i = 0; i < 100_000; i++) {
            if (!client.line().startsWith("200 ")) {
                throw new AssertionError("reply " + i + " is another");
            }
        }
        writer.join();
        client.send("PWD").expect(257);
    }

    @Test
    void stopsReadingFromAClientThatReadsNoReplies() throws InterruptedException {
        byte[] flood = "HELP\r\n".repeat(10_000).getBytes(StandardCharsets.US_ASCII);
        AtomicLong written = new AtomicLong();
        Thread writer = Thread.ofVirtual().start(() -> {
            try {
                while (written.get() < 200_000_000) {
                    client.socket().getOutputStream().write(flood);
                    written.addAndGet(flood.length);
                }
            } catch (IOException e) {
                assertThat(e).isNotNull(); // closed at the end of the test
            }
        });
        long before = -1;
        while (written.get() != before || before < flood.length) {
            before = written.get();
            LockSupport.parkNanos(300_000_000);
        }
        assertThat(before).as("what the kernel's buffers hold, and no more").isLessThan(100_000_000);
        try (RawClient other = server.login()) {
            other.send("NOOP").expect(200);
        }
        client.close();
        writer.join();
        Await.until(
                "the session is over",
                () -> server.sessions().sessions().getFirst().closed());
    }

    @Test
    void worksOffRequestsInTheirOrder() {
        client.write("MKD a\r\nCWD a\r\nPWD\r\nMKD b\r\nCWD b\r\nPWD\r\nFOO\r\nCDUP\r\nPWD\r\n"
                .getBytes(StandardCharsets.US_ASCII));
        int[] codes = {257, 250, 257, 257, 250, 257, 500, 250, 257};
        for (int code : codes) {
            client.expect(code);
        }
    }

    @Test
    void finishesATransferBeforeTheNextRequest() throws IOException {
        server.put("/f", "content");
        client.send("TYPE I").expect(200);
        try (var data = client.extendedPassive()) {
            client.write("RETR f\r\nNOOP\r\nDELE f\r\nSIZE f\r\nQUIT\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(data.getInputStream().readAllBytes()).hasSize(7);
        }
        for (int code : new int[] {150, 226, 200, 250, 550, 221}) {
            client.expect(code);
        }
        client.expectEnd();
    }

    @Test
    void keepsManyRequestsForAfterATransfer() throws IOException {
        byte[] flood = "NOOP\r\n".repeat(5_000).getBytes(StandardCharsets.US_ASCII);
        try (var data = client.extendedPassive()) {
            client.send("STOR f").expect(150);
            client.send("PWD");
            client.write(flood);
            data.getOutputStream().write(1);
            data.shutdownOutput();
            client.expect(226);
        }
        client.expect(257);
        for (int i = 0; i < 5_000; i++) {
            assertThat(client.line()).startsWith("200 ");
        }
    }
}
