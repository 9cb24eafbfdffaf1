package dev.filegate.ftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What well-known clients do that the letter of the RFCs does not foresee. */
class ClientHabitsTest {
    private TestServer server;

    @BeforeEach
    void start() {
        server = TestServer.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** lftp 4.9 names the wildcard address when it is active over IPv6. */
    @ParameterizedTest
    @ValueSource(strings = {"EPRT |1|0.0.0.0|%d|", "PORT 0,0,0,0,%2$d,%3$d"})
    void takesTheAddressOfNobodyForTheClientsOwn(String command) throws IOException {
        server.put("/a.txt", "hello");
        try (RawClient client = server.login();
                ServerSocket own = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = own.getLocalPort();
            client.send("TYPE I").expect(200);
            client.send(command.formatted(port, port >> 8, port & 0xFF)).expect(200);
            client.send("RETR a.txt").expect(150);
            try (Socket data = own.accept()) {
                assertThat(new String(data.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                        .isEqualTo("hello");
            }
            client.expect(226);
            assertThat(server.sessions().last().abuses()).isEmpty();
        }
    }

    /** RFC 7151 section 3 wants brackets around an IPv6 address; lftp 4.9 sends none. */
    @Test
    void acceptsAnIpv6HostWithoutBrackets() {
        try (RawClient client = server.connect()) {
            client.expect(220);
            for (String host : List.of("::1", "2001:db8::7", "[::1]", "127.0.0.1", "ftp.example.org")) {
                client.send("HOST " + host).expect(220);
            }
            client.send("HOST a:b c").expect(501);
        }
    }
}
