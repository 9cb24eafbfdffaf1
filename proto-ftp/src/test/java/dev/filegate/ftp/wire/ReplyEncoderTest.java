package dev.filegate.ftp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplyEncoderTest {
    @Test
    void writesOneLine() {
        assertThat(encoded(226, "done")).isEqualTo("226 done\r\n");
    }

    @Test
    void writesSeveralLinesWithTheCodeOnFirstAndLast() {
        assertThat(encoded(211, "Features:", " SIZE", "End")).isEqualTo("211-Features:\r\n SIZE\r\n211 End\r\n");
    }

    @Test
    void indentsALineThatLooksLikeTheEnd() {
        assertThat(encoded(230, "first", "230 not yet", "last")).isEqualTo("230-first\r\n 230 not yet\r\n230 last\r\n");
    }

    @Test
    void letsNoTextEndALine() {
        assertThat(encoded(550, "a\r\n226 done\0")).isEqualTo("550 a??226 done?\r\n");
    }

    @Test
    void doublesTheByteThatWouldSpeakTelnet() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ReplyEncoder.reply(257, List.of("\uDCFF"), bytes);
        assertThat(bytes.toByteArray()).containsExactly('2', '5', '7', ' ', 0xFF, 0xFF, '\r', '\n');
    }

    private static String encoded(int code, String... lines) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ReplyEncoder.reply(code, List.of(lines), bytes);
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
