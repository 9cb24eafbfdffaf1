package dev.filegate.ftp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineDecoderTest {
    private final ByteArrayOutputStream refusals = new ByteArrayOutputStream();
    private final LineDecoder decoder = new LineDecoder(refusals::writeBytes);

    @Test
    void cutsLinesAtLfWithOrWithoutCr() {
        assertThat(decode("USER a\r\nPASS b\nNOOP\r\n")).containsExactly(line("USER a"), line("PASS b"), line("NOOP"));
    }

    @Test
    void keepsSpacesAndCarriageReturnsInsideALine() {
        assertThat(decode("DELE  a \r b \r\n")).containsExactly(line("DELE  a \r b "));
    }

    @Test
    void givesTheSameLinesWhereverTheBytesAreSplit() {
        byte[] bytes = latin1("USER \u00ff\u00ffa\r\n\u00ff\u00f4\u00ff\u00f2ABOR\r\n\u00ff\u00fb\u0001NOOP\n");
        List<ControlInput> whole = decode(bytes);
        for (int split = 0; split <= bytes.length; split++) {
            List<ControlInput> parts = new ArrayList<>(decode(Unpooled.wrappedBuffer(bytes, 0, split)));
            parts.addAll(decode(Unpooled.wrappedBuffer(bytes, split, bytes.length - split)));
            assertThat(parts).as("split at %d", split).isEqualTo(whole);
        }
    }

    @Test
    void takesTheTelnetSynchOutOfAnAbort() {
        assertThat(decode(latin1("\u00ff\u00f4\u00ff\u00f2ABOR\r\n"))).containsExactly(line("ABOR"));
    }

    @Test
    void takesASynchWithoutItsIacOutOfAnAbort() {
        assertThat(decode(latin1("\u00f4\u00ffABOR\r\n\u00f2ABOR\r\n"))).containsExactly(line("ABOR"), line("ABOR"));
        assertThat(decode(latin1("CWD \u00f4\r\n"))).containsExactly(line("CWD \uDCF4"));
    }

    @Test
    void refusesTelnetOptions() {
        assertThat(decode(latin1("\u00ff\u00fb\u0003\u00ff\u00fd\u0018\u00ff\u00fe\u0001\u00ff\u00fc\u0001NOOP\r\n")))
                .containsExactly(line("NOOP"));
        assertThat(refusals.toByteArray()).containsExactly(0xFF, 0xFE, 0x03, 0xFF, 0xFC, 0x18);
    }

    @Test
    void readsADoubledIacAsOneByte() {
        assertThat(decode(latin1("CWD \u00ff\u00ff\r\n"))).containsExactly(line("CWD \uDCFF"));
    }

    @Test
    void keepsAnIacThatBeginsNoTelnetCommand() {
        assertThat(decode(latin1("CWD \u00ffz\r\nCWD \u00ff\n")))
                .containsExactly(line("CWD \uDCFFz"), line("CWD \uDCFF"));
    }

    @Test
    void takesALineOfTheGreatestLength() {
        String longest = "A".repeat(LineDecoder.MAX_LINE_BYTES);
        assertThat(decode(longest + "\r\n")).containsExactly(line(longest));
        assertThat(decode(longest + "\n")).containsExactly(line(longest));
    }

    @Test
    void throwsAnOverlongLineAwayAndReadsTheNext() {
        assertThat(decode("A".repeat(LineDecoder.MAX_LINE_BYTES + 1) + "\r\nNOOP\r\n"))
                .containsExactly(new ControlInput.Overlong(), line("NOOP"));
        assertThat(decode("A".repeat(1_000_000) + "\nNOOP\n"))
                .containsExactly(new ControlInput.Overlong(), line("NOOP"));
    }

    @Test
    void carriesBytesThatAreNotUtf8() {
        assertThat(decode(latin1("DELE \u00e9\r\n"))).containsExactly(line("DELE \uDCE9"));
        assertThat(decode("DELE \u00e9\r\n")).containsExactly(line("DELE \u00e9"));
    }

    @Test
    void survivesWhateverIsSent() {
        Random random = new Random(42);
        byte[] noise = new byte[100_000];
        random.nextBytes(noise);
        decode(noise);
        assertThat(decode("\n\nNOOP\r\n")).last().isEqualTo(line("NOOP"));
    }

    private static ControlInput line(String text) {
        return new ControlInput.Line(text);
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private List<ControlInput> decode(String text) {
        return decode(text.getBytes(StandardCharsets.UTF_8));
    }

    private List<ControlInput> decode(byte[] bytes) {
        return decode(Unpooled.wrappedBuffer(bytes));
    }

    private List<ControlInput> decode(ByteBuf bytes) {
        List<ControlInput> inputs = new ArrayList<>();
        for (ControlInput input = decoder.next(bytes); input != null; input = decoder.next(bytes)) {
            inputs.add(input);
        }
        return inputs;
    }
}
