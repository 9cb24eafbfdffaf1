package dev.filegate.ftp.conversation;

import dev.filegate.core.path.NameCodec;
import java.io.ByteArrayOutputStream;

/** Bytes in scripts: text is UTF-8; {@code \r \n \t \\} and {@code \xHH} are what they are in Java and C; {@code \s} is a space at a line's end. */
final class Escapes {
    private Escapes() {}

    static byte[] bytes(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            if (codePoint != '\\') {
                bytes.writeBytes(NameCodec.encode(Character.toString(codePoint)));
                i += Character.charCount(codePoint);
            } else if (text.charAt(i + 1) == 'x') {
                bytes.write(Integer.parseInt(text.substring(i + 2, i + 4), 16));
                i += 4;
            } else {
                bytes.write(escaped(text.charAt(i + 1)));
                i += 2;
            }
        }
        return bytes.toByteArray();
    }

    private static int escaped(char letter) {
        return switch (letter) {
            case 'r' -> '\r';
            case 'n' -> '\n';
            case 't' -> '\t';
            case 's' -> ' ';
            case '\\' -> '\\';
            default -> throw new IllegalArgumentException("unknown escape \\" + letter);
        };
    }

    static String text(String escaped) {
        return NameCodec.decode(bytes(escaped));
    }
}
