package dev.filegate.tftp.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.filegate.tftp.TftpError;
import dev.filegate.tftp.TftpPacket;
import dev.filegate.tftp.TftpPacket.Ack;
import dev.filegate.tftp.TftpPacket.Data;
import dev.filegate.tftp.TftpPacket.ErrorPacket;
import dev.filegate.tftp.TftpPacket.OptionAck;
import dev.filegate.tftp.TftpPacket.ReadRequest;
import dev.filegate.tftp.TftpPacket.WriteRequest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TftpCodecTest {
    private static TftpPacket decode(String bytes) throws MalformedPacketException {
        return TftpCodec.decode(buffer(bytes));
    }

    private static ByteBuf buffer(String bytes) {
        return Unpooled.wrappedBuffer(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String encode(TftpPacket packet) {
        ByteBuf bytes = Unpooled.buffer();
        TftpCodec.encode(packet, bytes);
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    /** RFC 1350 section 5 and the examples of RFC 2347 and 2348. */
    static Stream<Object[]> packetsOfTheStandards() {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("blksize", "1432");
        options.put("tsize", "0");
        return Stream.of(
                new Object[] {
                    "\0\1foobar\0octet\0blksize\0001432\0tsize\0000\0", new ReadRequest("foobar", "octet", options)
                },
                new Object[] {"\0\1/a/b\0netascii\0", new ReadRequest("/a/b", "netascii", Map.of())},
                new Object[] {"\0\2x\0OCTET\0", new WriteRequest("x", "OCTET", Map.of())},
                new Object[] {
                    "\0\3\1\2hello", new Data(0x102, ByteBuffer.wrap("hello".getBytes(StandardCharsets.US_ASCII)))
                },
                new Object[] {"\0\3\377\377", new Data(65535, ByteBuffer.allocate(0))},
                new Object[] {"\0\4\0\5", new Ack(5)},
                new Object[] {"\0\5\0\1no such file\0", new ErrorPacket(TftpError.FILE_NOT_FOUND, "no such file")},
                new Object[] {"\0\6blksize\0001432\0tsize\0000\0", new OptionAck(options)});
    }

    @ParameterizedTest
    @MethodSource("packetsOfTheStandards")
    void readsWhatTheStandardsShow(String bytes, TftpPacket packet) throws MalformedPacketException {
        assertThat(decode(bytes)).isEqualTo(packet);
    }

    @ParameterizedTest
    @MethodSource("packetsOfTheStandards")
    void writesWhatTheStandardsShow(String bytes, TftpPacket packet) {
        assertThat(encode(packet)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @MethodSource("packetsOfTheStandards")
    void readsNoPacketThatIsCutSomewhereAsTheWholeOne(String bytes, TftpPacket packet) {
        for (int length = 0; length < bytes.length(); length++) {
            String cut = bytes.substring(0, length);
            TftpPacket read;
            try {
                read = decode(cut);
            } catch (MalformedPacketException e) {
                assertThat(e).hasMessageMatching("[ -~]+");
                continue;
            }
            if (!(packet instanceof ErrorPacket)) {
                assertThat(read).isNotEqualTo(packet);
            }
        }
    }

    @Test
    void keepsNamesThatAreNotUtf8Reversible() throws MalformedPacketException {
        String bytes = "\0\1caf\351\0octet\0";

        assertThat(encode(decode(bytes))).isEqualTo(bytes);
    }

    @Test
    void readsOptionNamesInAnyCaseAndKeepsTheFirstOfTwo() throws MalformedPacketException {
        TftpPacket packet = decode("\0\1f\0octet\0BLKSIZE\000100\0blksize\000200\0");

        assertThat(packet).isEqualTo(new ReadRequest("f", "octet", Map.of("BLKSIZE", "100")));
    }

    @Test
    void readsAnEmptyNameSoThatItCanBeRefusedInWords() throws MalformedPacketException {
        assertThat(decode("\0\1\0octet\0")).isEqualTo(new ReadRequest("", "octet", Map.of()));
    }

    @Test
    void dropsZerosThatPadARequest() throws MalformedPacketException {
        assertThat(decode("\0\1f\0octet\0\0\0\0\0")).isEqualTo(new ReadRequest("f", "octet", Map.of()));
    }

    @Test
    void readsAnErrorWithoutItsFinalNul() throws MalformedPacketException {
        assertThat(decode("\0\5\0\0oops")).isEqualTo(new ErrorPacket(0, "oops"));
        assertThat(decode("\0\5\0\0")).isEqualTo(new ErrorPacket(0, ""));
    }

    @Test
    void makesErrorMessagesOfOthersFitForALog() throws MalformedPacketException {
        assertThat(decode("\0\5\0\0a\r\n\33[2Jb\0")).isEqualTo(new ErrorPacket(0, "a\\x0D\\x0A\\x1B[2Jb"));
        assertThat(((ErrorPacket) decode("\0\5\0\0" + "x".repeat(60_000))).message())
                .hasSize(512);
    }

    @Test
    void cutsItsOwnMessagesSoThatEveryClientCanHoldThem() {
        assertThat(encode(new ErrorPacket(0, "ü".repeat(2000))).length()).isLessThanOrEqualTo(516);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\0",
                "\0\1",
                "\0\1a",
                "\0\0ab",
                "\0\7ab",
                "\1\0a\0octet\0",
                "\0\1file",
                "\0\1file\0",
                "\0\1file\0octet",
                "\0\1file\0octet\0blksize",
                "\0\1file\0octet\0blksize\0",
                "\0\1file\0octet\0blksize\000512",
                "\0\6blksize",
                "\0\4\0",
                "\0\3\0"
            })
    void refusesWhatEndsTooEarlyOrIsNoOperation(String bytes) {
        assertThatThrownBy(() -> decode(bytes)).isInstanceOf(MalformedPacketException.class);
    }

    @Test
    void refusesNamesModesOptionsAndRequestsThatAreTooLong() {
        List<String> tooLong = new ArrayList<>();
        tooLong.add("\0\1" + "n".repeat(513) + "\0octet\0");
        tooLong.add("\0\1f\0" + "m".repeat(17) + "\0");
        tooLong.add("\0\1f\0" + "m".repeat(1 << 20) + "\0");
        tooLong.add("\0\1f\0octet\0" + "o".repeat(129) + "\0001\0");
        tooLong.add("\0\1f\0octet\0o\0" + "1".repeat(129) + "\0");
        tooLong.add("\0\1f\0octet\0" + "a\0b\0".repeat(300));
        tooLong.add("\0\2" + "x".repeat(65_000));
        tooLong.add("\0\1f\0octet\0" + manyOptions(40));
        for (String bytes : tooLong) {
            assertThatThrownBy(() -> decode(bytes)).isInstanceOf(MalformedPacketException.class);
        }
    }

    private static String manyOptions(int count) {
        StringBuilder options = new StringBuilder();
        for (int i = 0; i < count; i++) {
            options.append('o').append(i).append("\0001\0");
        }
        return options.toString();
    }

    @Test
    void readsOrRefusesWhateverItIsGivenAndWritesWhatItReadTheSame() {
        Random random = new Random(20261120);
        for (int i = 0; i < 50_000; i++) {
            byte[] bytes = new byte[random.nextInt(80)];
            random.nextBytes(bytes);
            if (bytes.length > 1) {
                bytes[0] = 0;
                bytes[1] = (byte) random.nextInt(8);
            }
            for (int at = 2; at < bytes.length; at++) {
                if (random.nextInt(6) == 0) {
                    bytes[at] = 0;
                }
            }
            readBack(bytes);
        }
    }

    private static void readBack(byte[] bytes) {
        try {
            TftpPacket packet = TftpCodec.decode(Unpooled.wrappedBuffer(bytes));
            if (!(packet instanceof ErrorPacket)) {
                ByteBuf again = Unpooled.buffer();
                TftpCodec.encode(packet, again);
                assertThat(TftpCodec.decode(again)).isEqualTo(packet);
            }
        } catch (MalformedPacketException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }
}
