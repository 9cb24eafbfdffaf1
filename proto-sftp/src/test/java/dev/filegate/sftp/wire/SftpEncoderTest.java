package dev.filegate.sftp.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.filegate.core.storage.SpaceInfo;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SftpEncoderTest {
    private static final byte[] FILE = new byte[1000];

    static {
        for (int i = 0; i < FILE.length; i++) {
            FILE[i] = (byte) (i * 7);
        }
    }

    /** A file of 1,000 bytes that gives at most 300 at a time. */
    private static int readFile(ByteBuffer target, long position) {
        if (position >= FILE.length) {
            return -1;
        }
        int count = Math.min(300, Math.min(target.remaining(), FILE.length - (int) position));
        target.put(FILE, (int) position, count);
        return count;
    }

    static Stream<Map.Entry<SftpResponse, String>> everyResponse() {
        Map<String, String> extensions = new LinkedHashMap<>();
        extensions.put("a", "1");
        SftpAttributes attributes = new SftpAttributes(15, 1, 2, 3, 4, 5, 6);
        String encoded =
                "0000000f" + "0000000000000001" + "00000002" + "00000003" + "00000004" + "00000005" + "00000006";
        return Stream.of(
                Map.entry(new SftpResponse.Version(3, extensions), "02" + "00000003" + "0000000161" + "0000000131"),
                Map.entry(
                        new SftpResponse.Status(7, StatusCode.OP_UNSUPPORTED, "no"),
                        "65" + "00000007" + "00000008" + "000000026e6f" + "00000000"),
                Map.entry(new SftpResponse.Handle(7, 1), "66" + "00000007" + "00000004" + "00000001"),
                Map.entry(
                        new SftpResponse.Data(7, SftpEncoderTest::readFile, 990, 4),
                        "67" + "00000007" + "00000004" + HexFormat.of().formatHex(FILE, 990, 994)),
                Map.entry(
                        new SftpResponse.Data(7, SftpEncoderTest::readFile, 998, 400),
                        "67" + "00000007" + "00000002" + HexFormat.of().formatHex(FILE, 998, 1000)),
                Map.entry(
                        new SftpResponse.Data(7, SftpEncoderTest::readFile, 1000, 4),
                        "65" + "00000007" + "00000001" + "0000000b" + hex("end of file") + "00000000"),
                Map.entry(
                        new SftpResponse.Names(7, List.of(new SftpResponse.Entry("n", "l", attributes))),
                        "68" + "00000007" + "00000001" + "000000016e" + "000000016c" + encoded),
                Map.entry(new SftpResponse.Attributes(7, attributes), "69" + "00000007" + encoded),
                Map.entry(new SftpResponse.Attributes(7, SftpAttributes.NONE), "69" + "00000007" + "00000000"),
                Map.entry(
                        new SftpResponse.FileSystem(7, new SpaceInfo(40960, 8192, 4096, 10, 5, 4096)),
                        "c9" + "00000007" + big(4096, 4096, 10, 2, 1, 10, 5, 5, 0, 0, 255)),
                Map.entry(new SftpResponse.Limits(7, 1, 2, 3, 4), "c9" + "00000007" + big(1, 2, 3, 4)),
                Map.entry(
                        new SftpResponse.UserNames(7, List.of("a", ""), List.of("b")),
                        "c9" + "00000007" + "00000009" + "0000000161" + "00000000" + "00000005" + "0000000162"),
                Map.entry(
                        new SftpResponse.Hashes(7, "md5", ByteBuffer.wrap(new byte[] {1, 2})),
                        "c9" + "00000007" + "0000000a" + hex("check-file") + "00000003" + hex("md5") + "0102"),
                Map.entry(
                        new SftpResponse.Space(7, new SpaceInfo(40960, 8192, 4096, 10, 5, 4096)),
                        "c9" + "00000007" + big(40960, 8192, 4096, 4096) + "00001000"));
    }

    @ParameterizedTest
    @MethodSource("everyResponse")
    void writesEveryResponse(Map.Entry<SftpResponse, String> example) {
        byte[] expected = HexFormat.of().parseHex(example.getValue());
        for (int payload = 1; payload <= 64; payload++) {
            ReplyBuffer out = new ReplyBuffer(3, payload, 5);
            SftpEncoder.encode(example.getKey(), out);
            SftpEncoder.encode(example.getKey(), out);
            byte[] framed = ByteBuffer.allocate(4 + expected.length)
                    .putInt(expected.length)
                    .put(expected)
                    .array();
            assertThat(bytes(out, payload)).as("chunks of %d", payload).isEqualTo(twice(framed));
        }
    }

    @Test
    void writesNothingOfAReplyWhoseFileCannotBeRead() {
        ReplyBuffer out = new ReplyBuffer(9, 16, 9);
        SftpEncoder.encode(new SftpResponse.Handle(1, 2), out);
        DataSource broken = (target, position) -> {
            if (position > 0) {
                throw new IllegalStateException("disk");
            }
            int count = Math.min(10, target.remaining());
            target.put(new byte[count]);
            return count;
        };
        assertThatThrownBy(() -> SftpEncoder.encode(new SftpResponse.Data(2, broken, 0, 50), out))
                .hasMessage("disk");
        SftpEncoder.encode(new SftpResponse.Handle(1, 2), out);
        assertThat(bytes(out, 16)).isEqualTo(twice(HexFormat.of().parseHex("0000000d66000000010000000400000002")));
    }

    @Test
    void readsFilesOverTheBordersOfChunks() {
        ReplyBuffer out = new ReplyBuffer(14, 128, 40);
        SftpEncoder.encode(new SftpResponse.Data(1, SftpEncoderTest::readFile, 0, 1000), out);
        byte[] bytes = bytes(out, 128);
        assertThat(bytes).hasSize(4 + 1 + 4 + 4 + 1000).endsWith(FILE);
    }

    private static byte[] bytes(ReplyBuffer out, int payload) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (ByteBuffer chunk : out.drain()) {
            assertThat(chunk.remaining()).isBetween(1, payload);
            assertThat(chunk.position()).isPositive();
            assertThat(chunk.capacity()).isGreaterThan(chunk.limit());
            byte[] content = new byte[chunk.remaining()];
            chunk.get(content);
            all.writeBytes(content);
        }
        assertThat(out.size()).isZero();
        return all.toByteArray();
    }

    private static byte[] twice(byte[] bytes) {
        return ByteBuffer.allocate(bytes.length * 2).put(bytes).put(bytes).array();
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }

    private static String big(long... values) {
        StringBuilder hex = new StringBuilder();
        for (long value : values) {
            hex.append(HexFormat.of().toHexDigits(value));
        }
        return hex.toString();
    }
}
