package dev.filegate.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.core.server.Protocol;
import dev.filegate.core.session.FakeSessions;
import dev.filegate.core.session.Session;
import dev.filegate.core.session.Sessions;
import dev.filegate.core.storage.MemoryStorage;
import dev.filegate.sftp.wire.Extension;
import dev.filegate.sftp.wire.FramingException;
import dev.filegate.sftp.wire.ReplyBuffer;
import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A hundred thousand packets that nobody thought of, the same ones each time. */
class SftpFuzzTest {
    private static final int PACKETS = 100_000;
    /** Length, type and number. */
    private static final int HEAD = 9;

    private static final String[] PATHS = {
        "",
        "/",
        ".",
        "..",
        "a",
        "/a",
        "/a/b",
        "/a/../../b",
        "//",
        "/a\0b",
        "/a\nb",
        "~",
        "/" + "x".repeat(300),
        "/é",
        "/a/b/c/d"
    };
    private static final int[] TYPES = {3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 200};

    private final Random random = new Random(20_251_120);
    private final ReplyBuffer replies = new ReplyBuffer(14, 32_768, 64);

    /** What some packet might hold next. */
    private void part(ByteBuffer out) {
        switch (random.nextInt(8)) {
            case 0, 1 -> string(out, PATHS[random.nextInt(PATHS.length)].getBytes(StandardCharsets.UTF_8));
            case 2 ->
                string(out, ByteBuffer.allocate(4).putInt(random.nextInt(12)).array());
            case 3 -> out.putInt(random.nextInt(64));
            case 4 -> out.putLong(random.nextInt(5) == 0 ? random.nextLong() : random.nextInt(5000));
            case 5 -> {
                byte[] noise = new byte[random.nextInt(40)];
                random.nextBytes(noise);
                out.put(noise);
            }
            case 6 -> out.putInt(random.nextInt());
            default -> string(out, "sha256,md5".getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static void string(ByteBuffer out, byte[] bytes) {
        out.putInt(bytes.length).put(bytes);
    }

    private byte[] packet(int id) {
        ByteBuffer out = ByteBuffer.allocate(4096);
        int type = random.nextInt(20) == 0 ? random.nextInt(256) : TYPES[random.nextInt(TYPES.length)];
        out.putInt(0).put((byte) type).putInt(id);
        if (type == 200 && random.nextInt(10) != 0) {
            Extension[] extensions = Extension.values();
            string(out, extensions[random.nextInt(extensions.length)].wireName().getBytes(StandardCharsets.US_ASCII));
        }
        for (int parts = random.nextInt(6); parts > 0; parts--) {
            part(out);
        }
        byte[] packet = new byte[out.position()];
        out.flip().get(packet);
        if (packet.length > HEAD && random.nextInt(4) == 0) {
            packet[HEAD + random.nextInt(packet.length - HEAD)] = (byte) random.nextInt();
        }
        ByteBuffer.wrap(packet).putInt(0, packet.length - 4);
        return packet;
    }

    private ByteBuffer drained() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        replies.drain()
                .forEach(chunk -> all.write(chunk.array(), chunk.arrayOffset() + chunk.position(), chunk.remaining()));
        return ByteBuffer.wrap(all.toByteArray());
    }

    @Test
    void answersEveryPacketOnceUnderItsNumber() throws FramingException {
        FakeSessions sessions = FakeSessions.of(MemoryStorage.empty());
        InetSocketAddress nobody = InetSocketAddress.createUnresolved("client", 1);
        Session session =
                ((Sessions.Admission.Admitted) sessions.open(Protocol.SFTP, nobody, nobody, () -> {})).session();
        SftpDispatcher dispatcher = new SftpDispatcher(MemoryStorage.empty(), session, "alice", 16);
        RequestStream stream = new RequestStream(dispatcher, session, replies);
        stream.feed(new byte[] {0, 0, 0, 5, 1, 0, 0, 0, 3}, 0, 9);
        while (stream.answerNext(false)) {}
        assertThat(drained().get(4)).isEqualTo((byte) 2);

        for (int id = 1; id <= PACKETS; id++) {
            byte[] packet = packet(id);
            int sent = ByteBuffer.wrap(packet).getInt(5);
            int type = packet[4] & 0xFF;
            stream.feed(packet, 0, packet.length);
            while (stream.answerNext(false)) {}

            ByteBuffer reply = drained();
            assertThat(reply.getInt(0))
                    .as("length of the answer to packet %d", id)
                    .isEqualTo(reply.limit() - 4);
            assertThat(reply.get(4) & 0xFF)
                    .as("type of the answer to packet %d", id)
                    .isIn(101, 102, 103, 104, 105, 201);
            if (type != 1) {
                assertThat(reply.getInt(5))
                        .as("number of the answer to packet %d", id)
                        .isEqualTo(sent);
            }
        }
        dispatcher.close();
        assertThat(sessions.last().abuses()).as("one faulty client").hasSize(1);
    }
}
