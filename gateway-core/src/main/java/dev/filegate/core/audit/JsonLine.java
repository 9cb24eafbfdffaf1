package dev.filegate.core.audit;

import dev.filegate.core.path.NameCodec;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes one JSON object (RFC 8259) on one line. The result is ASCII and valid whatever the texts hold: control and line-separating
 * characters are escaped, a byte of a file name that is not UTF-8 is written as the four characters {@code \xHH}, other lone surrogates
 * as U+FFFD.
 */
final class JsonLine {
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private final StringBuilder json = new StringBuilder(512).append('{');

    JsonLine field(String name, String value) {
        name(name);
        string(value);
        return this;
    }

    JsonLine field(String name, long value) {
        name(name);
        json.append(value);
        return this;
    }

    JsonLine field(String name, boolean value) {
        name(name);
        json.append(value);
        return this;
    }

    /** A path or file name; when it is not Unicode, {@code <name>_base64} holds its bytes. */
    JsonLine path(String name, String path) {
        field(name, path);
        byte[] bytes = NameCodec.encode(path);
        if (!new String(bytes, StandardCharsets.UTF_8).equals(path)) {
            field(name + "_base64", Base64.getEncoder().encodeToString(bytes));
        }
        return this;
    }

    /** An object of texts, sorted by name; left out when it is empty. */
    JsonLine object(String name, Map<String, String> fields) {
        if (fields.isEmpty()) {
            return this;
        }
        name(name);
        json.append('{');
        new TreeMap<>(fields).forEach(this::field);
        json.append('}');
        return this;
    }

    /** The line with its end. */
    byte[] end() {
        return json.append("}\n").toString().getBytes(StandardCharsets.US_ASCII);
    }

    private void name(String name) {
        if (json.charAt(json.length() - 1) != '{') {
            json.append(',');
        }
        string(name);
        json.append(':');
    }

    private void string(String text) {
        json.append('"');
        int plain = plainLength(text);
        json.append(text, 0, plain);
        for (int i = plain; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                default -> {
                    if (c >= 0x20 && c < 0x7F) {
                        json.append(c);
                    } else if (Character.isSurrogate(c)) {
                        i += surrogate(text, i);
                    } else {
                        escape(c);
                    }
                }
            }
        }
        json.append('"');
    }

    /** How many characters at the beginning can be written as they are: mostly all, and the text goes out in one piece. */
    private static int plainLength(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x20 || c >= 0x7F || c == '"' || c == '\\') {
                return i;
            }
        }
        return text.length();
    }

    /** How many more characters than one it took. */
    private int surrogate(String text, int at) {
        char c = text.charAt(at);
        if (Character.isHighSurrogate(c) && at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))) {
            escape(c);
            escape(text.charAt(at + 1));
            return 1;
        }
        if (c >= 0xDC80 && c <= 0xDCFF) {
            json.append("\\\\x").append(HEX[(c >> 4) & 0xF]).append(HEX[c & 0xF]);
        } else {
            escape('\uFFFD');
        }
        return 0;
    }

    private void escape(char c) {
        json.append("\\u")
                .append(HEX[c >> 12])
                .append(HEX[(c >> 8) & 0xF])
                .append(HEX[(c >> 4) & 0xF])
                .append(HEX[c & 0xF]);
    }
}
