package dev.filegate.core.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameCodecTest {
    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    /** As Python's bytes.decode("utf-8", "surrogateescape") does (PEP 383). */
    @ParameterizedTest
    @CsvSource({
        "61ff62, a\uDCFFb",
        "c3a9, \u00E9",
        "c3, \uDCC3",
        "e282ac, \u20AC",
        "e282, \uDCE2\uDC82",
        "c080, \uDCC0\uDC80",
        "e08080, \uDCE0\uDC80\uDC80",
        "eda080, \uDCED\uDCA0\uDC80",
        "edb3bf, \uDCED\uDCB3\uDCBF",
        "f09f9880, \uD83D\uDE00",
        "f4908080, \uDCF4\uDC90\uDC80\uDC80",
        "f09f9861, \uDCF0\uDC9F\uDC98a",
        "efbfbd, \uFFFD",
        "80efbfbd, \uDC80\uFFFD",
    })
    void decodesAsPythonDoes(String bytes, String text) {
        assertThat(NameCodec.decode(hex(bytes))).isEqualTo(text);
        assertThat(NameCodec.encode(text)).isEqualTo(hex(bytes));
    }

    @Test
    void losesNoByteOfAnyShortSequence() {
        for (int first = 0; first < 256; first++) {
            for (int second = 0; second < 256; second++) {
                assertRoundTrip(new byte[] {(byte) first, (byte) second});
            }
        }
    }

    @Test
    void losesNoByteOfRandomSequences() {
        Random random = new Random(383);
        byte[] likely = hex("00617fc2c3a9e0edf0f4809fa0bfff");
        for (int i = 0; i < 100_000; i++) {
            byte[] bytes = new byte[random.nextInt(12)];
            for (int at = 0; at < bytes.length; at++) {
                bytes[at] = random.nextBoolean() ? likely[random.nextInt(likely.length)] : (byte) random.nextInt(256);
            }
            assertRoundTrip(bytes);
        }
    }

    private static void assertRoundTrip(byte[] bytes) {
        String text = NameCodec.decode(bytes);
        if (!Arrays.equals(NameCodec.encode(text), bytes) || NameCodec.encodedLength(text) != bytes.length) {
            assertThat(NameCodec.encode(text)).isEqualTo(bytes);
            assertThat(NameCodec.encodedLength(text)).isEqualTo(bytes.length);
        }
    }

    @Test
    void decodesAPartOfAnArray() {
        assertThat(NameCodec.decode(hex("ff61e282acff"), 1, 4)).isEqualTo("a\u20AC");
        assertThat(NameCodec.decode(hex("61e282ac"), 0, 3)).isEqualTo("a\uDCE2\uDC82");
    }

    @Test
    void printsOneLineWhateverTheNameHolds() {
        assertThat(NameCodec.printable("a\n\u0000\uDCFF\u00E9\uD83D\uDE00"))
                .isEqualTo("a\\x0A\\x00\\xFF\u00E9\uD83D\uDE00");
    }

    @Test
    void sortsAsTheBytesOfUtf8() {
        Random random = new Random(8);
        int[] codePoints = {'a', 'z', 0x7F, 0x80, 0x7FF, 0x800, 0xD7FF, 0xE000, 0xFFFD, 0x10000, 0x1F600, 0x10FFFF};
        for (int i = 0; i < 20_000; i++) {
            String left = text(random, codePoints);
            String right = text(random, codePoints);
            int expected = Arrays.compareUnsigned(
                    left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
            assertThat(Integer.signum(NameCodec.compareByCodePoint(left, right)))
                    .isEqualTo(Integer.signum(expected));
        }
    }

    private static String text(Random random, int[] codePoints) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            text.appendCodePoint(codePoints[random.nextInt(codePoints.length)]);
        }
        return text.toString();
    }
}
