package dev.filegate.ftp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.core.session.FakeSessions;
import dev.filegate.ftp.FtpConfig.CertificateLogin;
import dev.filegate.ftp.FtpConfig.Tls.Mode;
import dev.filegate.tls.SelfSigned;
import dev.filegate.tls.TlsConfig;
import dev.filegate.tls.TlsContext;
import java.io.IOException;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Handshakes that do not end well, or not at all: nothing of them is left, and others are served meanwhile. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class HandshakeFaultTest {
    private static final int MANY = 1_000;
    private static final int ALERT = 21;
    private static final int PROTOCOL_VERSION = 70;

    @TempDir
    static Path certificates;

    private TestServer server;

    @BeforeEach
    void start() {
        server = start(TestServer.config());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static TestServer start(FtpConfig config) {
        Instant now = Instant.now();
        return TestServer.start(
                config.with(new FtpConfig.Tls(Mode.OPTIONAL, true, 0, CertificateLogin.NONE)),
                TlsContext.of(TlsConfig.of(SelfSigned.keptIn(certificates, now)), now));
    }

    private static RawClient secured(TestServer server) {
        RawClient client = RawClient.connect(server.implicitAddress());
        client.startTls(TrustingTls.context("TLSv1.3"));
        client.expect(220);
        return client;
    }

    private static RawClient login(TestServer server) {
        RawClient client = secured(server);
        client.send("USER alice").expect(331);
        client.send("PASS " + FakeSessions.PASSWORD).expect(230);
        client.send("PBSZ 0").expect(200);
        client.send("PROT P").expect(200);
        return client;
    }

    /** A ClientHello that offers no version after the given one, without extensions. */
    private static byte[] clientHello(int version) {
        ByteBuffer hello = ByteBuffer.allocate(5 + 4 + 2 + 32 + 1 + 4 + 2);
        hello.put((byte) 22).putShort((short) 0x0301).putShort((short) (hello.capacity() - 5));
        hello.put((byte) 1).put((byte) 0).putShort((short) (hello.capacity() - 9));
        hello.putShort((short) version).put(new byte[32]).put((byte) 0);
        hello.putShort((short) 2).putShort((short) 0xC013).put((byte) 1).put((byte) 0);
        return hello.array();
    }

    @Test
    void doNotHinderALoginByTheThousand() throws IOException {
        List<Socket> stalled = new ArrayList<>();
        try {
            for (int i = 0; i < MANY; i++) {
                Socket socket = new Socket();
                stalled.add(socket);
                socket.connect(server.implicitAddress());
                socket.getOutputStream().write(clientHello(0x0303), 0, i % 40);
            }
            Await.until("all are connected", () -> server.server().connections() >= MANY);
            try (RawClient client = login(server)) {
                client.send("PWD").expect(257);
            }
        } finally {
            for (Socket socket : stalled) {
                socket.close();
            }
        }
        awaitNobody();
    }

    @ParameterizedTest
    @ValueSource(ints = {0x0300, 0x0301, 0x0302})
    void endWithAnAlertForVersionsThatAreTooOld(int version) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(server.implicitAddress());
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(clientHello(version));
            byte[] answer = socket.getInputStream().readAllBytes();
            assertThat(answer).as(HexFormat.of().formatHex(answer)).hasSize(7);
            assertThat(answer[0]).isEqualTo((byte) ALERT);
            assertThat(answer[6]).isEqualTo((byte) PROTOCOL_VERSION);
        }
        awaitNobody();
    }

    /** Where a client leaves. */
    private enum Moment {
        BEFORE_THE_HANDSHAKE,
        IN_THE_HANDSHAKE,
        AFTER_AUTH,
        BEFORE_THE_LOGIN,
        LOGGED_IN,
        BEFORE_THE_DATA_HANDSHAKE,
        IN_THE_DATA_HANDSHAKE,
        IN_A_TRANSFER,
        AFTER_CCC
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void leaveNothingWhenTheClientCloses(Moment moment) throws IOException {
        leave(moment, false);
        awaitNobody();
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void leaveNothingWhenTheClientResets(Moment moment) throws IOException {
        leave(moment, true);
        awaitNobody();
    }

    private void leave(Moment moment, boolean reset) throws IOException {
        switch (moment) {
            case BEFORE_THE_HANDSHAKE -> leave(RawClient.connect(server.implicitAddress()), reset);
            case IN_THE_HANDSHAKE -> {
                RawClient client = RawClient.connect(server.implicitAddress());
                client.write(java.util.Arrays.copyOf(clientHello(0x0303), 20));
                leave(client, reset);
            }
            case AFTER_AUTH -> {
                RawClient client = server.connect();
                client.expect(220);
                client.send("AUTH TLS").expect(234);
                leave(client, reset);
            }
            case BEFORE_THE_LOGIN -> leave(secured(server), reset);
            case LOGGED_IN -> leave(login(server), reset);
            case BEFORE_THE_DATA_HANDSHAKE, IN_THE_DATA_HANDSHAKE, IN_A_TRANSFER -> leaveATransfer(moment, reset);
            case AFTER_CCC -> {
                RawClient client = login(server);
                client.send("CCC").expect(200);
                leave(client, reset);
            }
        }
    }

    private void leaveATransfer(Moment moment, boolean reset) throws IOException {
        RawClient client = login(server);
        try (SocketChannel data = client.privateData()) {
            client.send("STOR /up").expect(150);
            if (moment == Moment.IN_THE_DATA_HANDSHAKE) {
                data.write(ByteBuffer.wrap(clientHello(0x0303), 0, 20));
            } else if (moment == Moment.IN_A_TRANSFER) {
                client.shakeHands(data).write(ByteBuffer.allocate(1000));
            }
            leave(client, reset);
        }
    }

    private static void leave(RawClient client, boolean reset) throws IOException {
        if (reset) {
            client.socket().setOption(StandardSocketOptions.SO_LINGER, 0);
        }
        client.close();
    }

    private void awaitNobody() {
        Await.until("somebody was there", () -> !server.sessions().sessions().isEmpty());
        Await.until("nobody is connected", () -> server.server().connections() == 0);
        Await.until("no session is left", () -> server.sessions().active().isEmpty());
    }

    @Test
    void endWhenTheyTakeTooLong() {
        try (TestServer impatient = start(TestServer.config()
                        .with(new FtpConfig.Timeouts(
                                Duration.ofSeconds(30), Duration.ofSeconds(20), Duration.ofMillis(300))));
                RawClient silent = RawClient.connect(impatient.implicitAddress());
                RawClient half = impatient.connect()) {
            half.expect(220);
            half.send("AUTH TLS").expect(234);
            silent.expectEnd();
            half.expectEnd();
        }
    }
}
