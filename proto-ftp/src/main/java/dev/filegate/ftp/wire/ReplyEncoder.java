package dev.filegate.ftp.wire;

import dev.filegate.core.path.NameCodec;
import java.io.ByteArrayOutputStream;
import java.util.List;

/** Replies as bytes (RFC 959 section 4.2). Nothing that a client or file name put into a text can end a line or speak Telnet. */
final class ReplyEncoder {
    private static final int IAC = 0xFF;

    private ReplyEncoder() {}

    /**
     * A whole reply. With one line {@code 226 Done}; with several the first gets {@code 226-}, the last {@code 226 }, and those between
     * are written as they are, but with a space in front of one that a client could take for the end.
     */
    static void reply(int code, List<String> lines, ByteArrayOutputStream target) {
        int last = lines.size() - 1;
        for (int i = 0; i <= last; i++) {
            if (i == last) {
                line(code + " " + lines.get(i), target);
            } else if (i == 0) {
                line(code + "-" + lines.get(i), target);
            } else {
                inner(lines.get(i), target);
            }
        }
    }

    /** One line between the first and the last of a reply. */
    static void inner(String text, ByteArrayOutputStream target) {
        line(startsLikeCode(text) ? " " + text : text, target);
    }

    /** A line as it is. */
    static void line(String text, ByteArrayOutputStream target) {
        for (byte octet : NameCodec.encode(text)) {
            int value = octet & 0xFF;
            if (value == IAC) {
                target.write(IAC);
            }
            target.write(value < 0x20 || value == 0x7F ? '?' : value);
        }
        target.write('\r');
        target.write('\n');
    }

    private static boolean startsLikeCode(String text) {
        return text.length() >= 3
                && Character.isDigit(text.charAt(0))
                && Character.isDigit(text.charAt(1))
                && Character.isDigit(text.charAt(2));
    }
}
