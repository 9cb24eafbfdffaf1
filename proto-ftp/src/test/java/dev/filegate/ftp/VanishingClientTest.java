package dev.filegate.ftp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.Links;
import dev.filegate.ftp.data.PortRange;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client may die at any moment: its session ends, its ports come back, and no half of a file is taken for a whole one. */
class VanishingClientTest {
    private static final int PORTS = 4;

    private TestServer server;

    @BeforeEach
    void start() throws IOException {
        PortRange range;
        try (ServerSocket probe = new ServerSocket(0)) {
            int first = Math.min(probe.getLocalPort(), 65535 - PORTS);
            range = new PortRange(first, first + PORTS - 1);
        }
        server = TestServer.start(TestServer.config().with(new FtpConfig.Passive(range, List.of())));
        server.put("/big", new byte[16 * 1024 * 1024]);
        server.put("/f", "before");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void beforeTheGreetingIsRead() {
        server.connect().close();
        assertEverythingIsReleased();
    }

    @Test
    void byReset() throws IOException {
        RawClient client = server.connect();
        client.expect(220);
        client.socket().setOption(StandardSocketOptions.SO_LINGER, 0);
        client.close();
        assertEverythingIsReleased();
    }

    @Test
    void inTheMiddleOfALine() {
        RawClient client = server.connect();
        client.expect(220);
        client.write(new byte[] {'U', 'S'});
        client.close();
        assertEverythingIsReleased();
    }

    @Test
    void betweenUserAndPass() {
        RawClient client = server.connect();
        client.expect(220);
        client.send("USER alice").expect(331);
        client.close();
        assertEverythingIsReleased();
    }

    @Test
    void loggedInAndIdle() {
        server.login().close();
        assertEverythingIsReleased();
    }

    @Test
    void withAPassivePortOpen() {
        RawClient client = server.login();
        client.send("EPSV").expect(229);
        client.close();
        assertEverythingIsReleased();
    }

    @Test
    void whileTheServerWaitsForTheDataConnection() {
        RawClient client = server.login();
        client.send("EPSV").expect(229);
        client.send("RETR big").expect(150);
        client.close();
        assertEverythingIsReleased();
    }

    @Test
    void inADownloadThatNobodyReads() {
        RawClient client = server.login();
        Socket data = client.extendedPassive();
        client.send("RETR big").expect(150);
        client.close();
        assertEverythingIsReleased();
        assertThat(data.isConnected()).isTrue();
    }

    @Test
    void inADownloadByResetOfBoth() throws IOException {
        RawClient client = server.login();
        Socket data = client.extendedPassive();
        client.send("RETR big").expect(150);
        assertThat(data.getInputStream().read()).isZero();
        data.setOption(StandardSocketOptions.SO_LINGER, 0);
        client.socket().setOption(StandardSocketOptions.SO_LINGER, 0);
        data.close();
        client.close();
        assertEverythingIsReleased();
    }

    @Test
    void inAnUploadWithTheDataConnectionStillOpen() throws IOException {
        RawClient client = server.login();
        try (Socket data = client.extendedPassive()) {
            client.send("STOR f").expect(150);
            data.getOutputStream().write("half".getBytes(StandardCharsets.UTF_8));
            client.close();
            assertEverythingIsReleased();
        }
        assertThat(server.text("/f")).isEqualTo("before");
    }

    /** What a killed process looks like: the kernel closes both connections in a proper way. */
    @Test
    void inAnUploadLikeAKilledProcess() throws IOException {
        for (int i = 0; i < 20; i++) {
            RawClient client = server.login();
            Socket data = client.extendedPassive();
            client.send("STOR f").expect(150);
            data.getOutputStream().write("half".getBytes(StandardCharsets.UTF_8));
            client.close();
            data.close();
        }
        assertEverythingIsReleased();
        assertThat(server.text("/f")).isEqualTo("before");
    }

    @Test
    void inAnUploadThatCanBeResumedThen() throws IOException {
        RawClient client = server.login();
        client.send("TYPE I").expect(200);
        try (Socket data = client.extendedPassive()) {
            client.send("STOR new").expect(150);
            data.getOutputStream().write("half".getBytes(StandardCharsets.UTF_8));
            Await.until(
                    "the bytes have arrived",
                    () -> server.storage()
                                    .stat(VirtualPath.parse("/new"), Links.FOLLOW)
                                    .size()
                            == 4);
            client.close();
            assertEverythingIsReleased();
        }
        try (RawClient again = server.login()) {
            again.send("TYPE I").expect(200);
            assertThat(again.send("SIZE new").expect(213)).containsExactly("213 4");
            again.send("REST 4").expect(350);
            assertThat(again.upload("STOR new", "+half".getBytes(StandardCharsets.UTF_8)))
                    .containsExactly("226 transfer complete");
        }
        assertThat(server.text("/new")).isEqualTo("half+half");
    }

    @Test
    void whileTheServerConnectsToIt() throws IOException {
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket first = new Socket(full.getInetAddress(), full.getLocalPort());
                Socket second = new Socket(full.getInetAddress(), full.getLocalPort())) {
            RawClient client = server.login();
            client.send("EPRT |1|127.0.0.1|" + full.getLocalPort() + "|").expect(200);
            client.send("RETR big").expect(150);
            client.close();
            assertEverythingIsReleased();
            assertThat(first.isConnected() && second.isConnected()).isTrue();
        }
    }

    private void assertEverythingIsReleased() {
        Await.until("all connections are gone", () -> server.server().connections() == 0);
        Await.until(
                "all sessions are closed",
                () -> server.sessions().sessions().stream().allMatch(session -> session.closed()));
        assertThat(server.server().freePassivePorts()).isEqualTo(PORTS);
        try (RawClient next = server.login()) {
            next.send("NOOP").expect(200);
            next.send("QUIT").expect(221);
        }
    }
}
