package dev.filegate.sftp;

import static dev.filegate.sftp.wire.SftpRequestPackets.extended;
import static dev.filegate.sftp.wire.SftpRequestPackets.packet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.core.session.Session;
import dev.filegate.core.storage.MemoryStorage;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import org.apache.sshd.client.channel.ChannelSubsystem;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.core.CoreModuleProperties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What hostile or broken clients send: an error status or a close, never a hang, and the next client is served. */
class SftpAbuseTest {
    @TempDir
    static Path keys;

    private final MemoryStorage storage = MemoryStorage.empty();
    private RunningServer server;

    @BeforeAll
    static void makeHostKeys() {
        RunningServer.over(MemoryStorage.empty(), keys).close();
    }

    @BeforeEach
    void start() {
        server = RunningServer.over(storage, keys);
    }

    /** Whatever happened, the server serves. */
    @AfterEach
    void stop() throws IOException {
        try (ClientSession session = server.login();
                Raw raw = new Raw(session)) {
            raw.send(packet(17, 5).text("/").framed());
            assertThat(raw.typeOfReply()).isEqualTo(105);
        }
        server.close();
    }

    /** An SFTP channel, byte for byte. */
    private static final class Raw implements AutoCloseable {
        private final ChannelSubsystem channel;
        private final OutputStream out;
        private final DataInputStream in;

        Raw(ClientSession session) throws IOException {
            channel = session.createSubsystemChannel("sftp");
            channel.open().verify(RunningServer.PATIENCE);
            out = channel.getInvertedIn();
            in = new DataInputStream(channel.getInvertedOut());
            send(packet(1, 3).framed());
            assertThat(typeOfReply()).isEqualTo(2);
        }

        void send(byte[] bytes) throws IOException {
            out.write(bytes);
            out.flush();
        }

        ByteBuffer reply() throws IOException {
            return ByteBuffer.wrap(in.readNBytes(in.readInt()));
        }

        int typeOfReply() throws IOException {
            return reply().get() & 0xFF;
        }

        int statusOfReply() throws IOException {
            ByteBuffer reply = reply();
            assertThat(reply.get()).isEqualTo((byte) 101);
            reply.getInt();
            return reply.getInt();
        }

        void assertClosed() {
            assertThat(channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), RunningServer.PATIENCE))
                    .contains(ClientChannelEvent.CLOSED);
        }

        @Override
        public void close() {
            channel.close(true);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE, 256 * 1024 + 1})
    void endsTheChannelAtALengthThatNoPacketHasAndKeepsTheConnection(int length) throws IOException {
        try (ClientSession session = server.login();
                Raw raw = new Raw(session)) {
            raw.send(ByteBuffer.allocate(8).putInt(length).array());
            raw.assertClosed();
            assertThat(session.isOpen()).isTrue();
            assertThat(server.sessions().last().abuses()).contains(Session.Abuse.GARBAGE);
        }
    }

    @Test
    void answersPacketsThatAreCutShortAndGoesOn() throws IOException {
        try (ClientSession session = server.login();
                Raw raw = new Raw(session)) {
            raw.send(packet(17, 5).number(-1).framed());
            assertThat(raw.statusOfReply()).isEqualTo(5);
            raw.send(packet(17).framed());
            assertThat(raw.statusOfReply()).isEqualTo(5);
            raw.send(packet(99, 1).framed());
            assertThat(raw.statusOfReply()).isEqualTo(8);
            raw.send(extended(1, "no-such@example.com").framed());
            assertThat(raw.statusOfReply()).isEqualTo(8);
            raw.send(packet(17, 5).text("/").framed());
            assertThat(raw.typeOfReply()).isEqualTo(105);
        }
    }

    @Test
    void abandonsWhatIsOpenWhenAChannelIsCutInsideAPacket() throws IOException {
        try (ClientSession session = server.login();
                Raw raw = new Raw(session)) {
            raw.send(packet(3, 1).text("/a").number(0x1A).number(0).framed());
            assertThat(raw.typeOfReply()).isEqualTo(102);
            raw.send(new byte[] {0, 0, 4, 0, 6, 0});
        }
        try (ClientSession session = server.login();
                Raw raw = new Raw(session)) {
            raw.send(packet(3, 1).text("/a").number(1).number(0).framed());
            assertThat(raw.statusOfReply()).isEqualTo(2);
        }
    }

    /** More replies are asked for than a client takes: they are made as the window opens, and nothing piles up. */
    @Test
    void holdsLittleForAClientThatAsksAndDoesNotRead() throws IOException {
        CoreModuleProperties.WINDOW_SIZE.set(server.client(), 64 * 1024L);
        CoreModuleProperties.MAX_PACKET_SIZE.set(server.client(), 32 * 1024L);
        try (ClientSession session = server.login();
                Raw raw = new Raw(session)) {
            raw.send(packet(3, 1).text("/big").number(0x1A).number(0).framed());
            int handle = raw.reply().position(9).getInt();
            raw.send(
                    packet(6, 2).handle(handle).big(0).string(new byte[250_000]).framed());
            assertThat(raw.statusOfReply()).isZero();
            raw.send(packet(4, 3).handle(handle).framed());
            assertThat(raw.statusOfReply()).isZero();
            raw.send(packet(3, 4).text("/big").number(1).number(0).framed());
            int reading = raw.reply().position(9).getInt();
            for (int i = 0; i < 1000; i++) {
                raw.send(packet(5, i).handle(reading).big(0).number(250_000).framed());
            }
            for (int i = 0; i < 20; i++) {
                ByteBuffer reply = raw.reply();
                assertThat(reply.get()).isEqualTo((byte) 103);
                assertThat(reply.getInt()).as("answers come in order").isEqualTo(i);
            }
        }
    }

    /** The seed is fixed: a failure can be run again. */
    @Test
    void survivesAThousandDamagedPacketsInARow() throws IOException {
        Random random = new Random(8);
        List<byte[]> seeds = new ArrayList<>();
        for (int type = 3; type <= 20; type++) {
            seeds.add(packet(type, 7).text("/x").text("/y").big(0).big(0).content());
            seeds.add(packet(type, 7).handle(1).big(0).number(100).big(0).content());
        }
        try (ClientSession session = server.login();
                Raw raw = new Raw(session)) {
            for (int round = 0; round < 1000; round++) {
                byte[] content = seeds.get(random.nextInt(seeds.size())).clone();
                content[random.nextInt(content.length - 5) + 5] = (byte) random.nextInt();
                raw.send(ByteBuffer.allocate(4 + content.length)
                        .putInt(content.length)
                        .put(content)
                        .array());
                assertThat(raw.typeOfReply()).as("round %d", round).isBetween(101, 105);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\nHost: x\r\n\r\n",
                "SSH-1.5-old\r\n",
                "SSH-2.0-x\r\n\0\0\0\0\0\0\0\0\0\0\0\0",
                "SSH-2.0-x\r\n\u007f\u007f\u007f\u007f\u007f\u007f\u007f\u007f\u007f\u007f"
            })
    void closesOnWhatIsNotSsh(String garbage) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(garbage.getBytes(StandardCharsets.ISO_8859_1));
            assertCutOff(socket);
        }
        Eventually.assertThat(
                () -> server.sessions().last().abuses().contains(Session.Abuse.NO_LOGIN), "counted as abuse");
    }

    /** Before the login's deadline, which is a minute: the socket waits for half of that. */
    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MAX_VALUE, 3})
    void closesAtALengthThatNoSshPacketHas(int length) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write("SSH-2.0-test\r\n".getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream()
                    .write(ByteBuffer.allocate(16).putInt(length).array());
            assertThat(socket.getInputStream().readAllBytes()).isNotEmpty();
        }
    }

    @Test
    void keepsServingUnderConnectionsThatSayNothing() throws IOException {
        List<Socket> silent = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                silent.add(connect());
            }
            try (ClientSession session = server.login()) {
                assertThat(session.isAuthenticated()).isTrue();
            }
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
        }
    }

    @Test
    void givesEverythingBackAfterConnectionsThatEndAtOnce() throws IOException {
        for (int i = 0; i < 100; i++) {
            connect().close();
        }
        Eventually.assertThat(() -> server.sessions().active().isEmpty(), "every session is closed");
    }

    private Socket connect() throws IOException {
        Socket socket =
                new Socket(server.address().getAddress(), server.address().getPort());
        socket.setSoTimeout((int) RunningServer.PATIENCE.toMillis());
        return socket;
    }

    private static void assertCutOff(Socket socket) throws IOException {
        try (InputStream in = socket.getInputStream()) {
            socket.getOutputStream().write(new byte[300_000]);
            in.readAllBytes();
        } catch (java.net.SocketException _) {
            // reset: closed all the same
        }
    }
}
