package dev.filegate.ftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** RFC 959 section 4.1.3, RFC 1123 section 4.1.2.13: a running transfer hears its client. */
class TelnetSynchTest {
    private static final byte[] IAC_IP_IAC = {(byte) 0xFF, (byte) 0xF4, (byte) 0xFF};

    private TestServer server;
    private RawClient client;

    @BeforeEach
    void start() {
        server = TestServer.start();
        server.put("/big", new byte[32 * 1024 * 1024]);
        client = server.login();
        client.send("TYPE I").expect(200);
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void abortsADownloadInLine() throws IOException {
        try (Socket data = running("RETR big")) {
            client.send("ABOR").expect(426);
            client.expect(226);
            drain(data);
        }
        client.send("NOOP").expect(200);
    }

    @Test
    void abortsADownloadByUrgentData() throws IOException {
        try (Socket data = running("RETR big")) {
            client.write(IAC_IP_IAC);
            client.socket().sendUrgentData(0xF2);
            client.send("ABOR").expect(426);
            client.expect(226);
            drain(data);
        }
        client.send("PWD").expect(257);
    }

    @Test
    void hearsAnAbortWhoseUrgentByteComesFirst() throws IOException {
        try (Socket data = running("RETR big")) {
            client.socket().sendUrgentData(0xFF);
            client.write(new byte[] {(byte) 0xF4});
            client.write("ABOR\r\n".getBytes(StandardCharsets.US_ASCII)).expect(426);
            client.expect(226);
            drain(data);
        }
    }

    @Test
    void abortsAnUploadAndKeepsTheOldFile() throws IOException {
        server.put("/f", "before");
        try (Socket data = running("STOR f")) {
            data.getOutputStream().write(new byte[100]);
            client.send("ABOR").expect(426);
            client.expect(226);
        }
        assertThat(server.text("/f")).isEqualTo("before");
    }

    @Test
    void abortsWhileItWaitsForTheDataConnection() {
        client.send("EPSV").expect(229);
        client.send("RETR big").expect(150);
        client.send("ABOR").expect(426);
        client.expect(226);
        client.send("RETR big").expect(425);
    }

    @Test
    void answersInOrderWhenAnAbortComesAfterOtherRequests() throws IOException {
        try (Socket data = running("RETR big")) {
            client.write("PWD\r\nSYST\r\nABOR\r\nNOOP\r\n".getBytes(StandardCharsets.US_ASCII));
            for (int code : new int[] {426, 257, 215, 226, 200}) {
                client.expect(code);
            }
            drain(data);
        }
    }

    @Test
    void answersStatAndNoopMeanwhile() throws IOException {
        try (Socket data = running("RETR big")) {
            assertThat(client.send("STAT").expect(211)).anyMatch(line -> line.contains("running: RETR /big"));
            client.send("NOOP").expect(200);
            drain(data);
            client.expect(226);
        }
    }

    @Test
    void finishesTheTransferBeforeItQuits() throws IOException {
        try (Socket data = running("RETR big")) {
            client.send("QUIT");
            assertThat(data.getInputStream().readAllBytes()).hasSize(32 * 1024 * 1024 - 1);
            client.expect(226);
            client.expect(221);
            client.expectEnd();
        }
    }

    @Test
    void hasNothingToAbortWhenIdle() {
        client.send("ABOR").expect(226);
        client.write(IAC_IP_IAC);
        client.write(new byte[] {(byte) 0xF2});
        client.send("ABOR").expect(226);
    }

    @Test
    void refusesTelnetOptions() throws IOException {
        client.write(new byte[] {(byte) 0xFF, (byte) 0xFB, 1, (byte) 0xFF, (byte) 0xFD, 3});
        byte[] answer = client.socket().getInputStream().readNBytes(6);
        assertThat(answer).containsExactly(0xFF, 0xFE, 1, 0xFF, 0xFC, 3);
        client.send("NOOP").expect(200);
    }

    /** A transfer of which at least one byte has come. */
    private Socket running(String line) throws IOException {
        Socket data = client.extendedPassive();
        data.setReceiveBufferSize(64 * 1024);
        client.send(line).expect(150);
        if (line.startsWith("RETR")) {
            assertThat(data.getInputStream().read()).isZero();
        }
        return data;
    }

    private static void drain(Socket data) throws IOException {
        byte[] rest = new byte[64 * 1024];
        try {
            while (data.getInputStream().read(rest) >= 0) {
                // what was on its way
            }
        } catch (java.net.SocketException e) {
            assertThat(e).hasMessageContaining("reset");
        }
    }
}
