package dev.filegate.ftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FtpServerTest {
    private TestServer server;

    @BeforeEach
    void start() {
        server = TestServer.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void greetsLogsInAndSaysGoodbye() {
        try (RawClient client = server.login()) {
            client.send("PWD").expect(257);
            client.send("QUIT").expect(221);
            client.expectEnd();
        }
    }

    @Test
    void sendsAFile() {
        server.put("/a.txt", "hello");
        try (RawClient client = server.login()) {
            client.send("TYPE I").expect(200);
            assertThat(client.fetchText("RETR a.txt")).isEqualTo("hello");
        }
    }

    @Test
    void takesAFile() {
        try (RawClient client = server.login()) {
            client.send("TYPE I").expect(200);
            assertThat(client.upload("STOR b.bin", "content".getBytes(StandardCharsets.UTF_8)))
                    .containsExactly("226 transfer complete");
            assertThat(server.text("/b.bin")).isEqualTo("content");
        }
    }

    @Test
    void listsADirectory() {
        server.put("/a.txt", "hello");
        try (RawClient client = server.login()) {
            assertThat(client.fetchText("NLST")).isEqualTo("a.txt\r\n");
            assertThat(client.fetchText("LIST")).contains(" a.txt\r\n");
        }
    }
}
