package dev.filegate.core.path;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * File names between bytes and text, reversibly for every byte sequence. Valid UTF-8 is what it says; each byte that is not part of
 * valid UTF-8 becomes the lone surrogate U+DC00 + byte (U+DC80..U+DCFF), as Python's "surrogateescape" (PEP 383) does, and back. No
 * valid UTF-8 decodes to a lone surrogate, so the mapping is one to one.
 */
public final class NameCodec {
    private static final char ESCAPE_BASE = 0xDC00;
    private static final char FIRST_ESCAPE = 0xDC80;
    private static final char LAST_ESCAPE = 0xDCFF;

    private NameCodec() {}

    /** Text of the given bytes. Never fails and never loses a byte. */
    public static String decode(byte[] bytes) {
        return decode(bytes, 0, bytes.length);
    }

    /** Text of {@code length} bytes from {@code offset}. */
    public static String decode(byte[] bytes, int offset, int length) {
        String plain = new String(bytes, offset, length, StandardCharsets.UTF_8);
        if (plain.indexOf('\uFFFD') < 0) {
            return plain;
        }
        StringBuilder text = new StringBuilder(length);
        int end = offset + length;
        int at = offset;
        while (at < end) {
            int size = sequenceLength(bytes, at, end);
            if (size == 0) {
                text.append((char) (ESCAPE_BASE + (bytes[at] & 0xFF)));
                at++;
            } else {
                text.append(new String(bytes, at, size, StandardCharsets.UTF_8));
                at += size;
            }
        }
        return text.toString();
    }

    /** The bytes of a text: UTF-8, and the escaped bytes as they were. Other lone surrogates, which no decoder makes, become {@code ?}. */
    public static byte[] encode(String text) {
        if (!hasSurrogates(text)) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length() + 16);
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            if (codePoint >= FIRST_ESCAPE && codePoint <= LAST_ESCAPE) {
                bytes.write(codePoint - ESCAPE_BASE);
            } else {
                bytes.writeBytes(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
            }
            i += Character.charCount(codePoint);
        }
        return bytes.toByteArray();
    }

    /** How many bytes {@link #encode} makes. */
    public static int encodedLength(String text) {
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                length++;
            } else if (c < 0x800) {
                length += 2;
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                length += 4;
                i++;
            } else {
                length += Character.isSurrogate(c) ? 1 : 3;
            }
        }
        return length;
    }

    /** The text with control characters and escaped bytes written as {@code \xHH}, for logs, audit records and messages. One line. */
    public static String printable(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= FIRST_ESCAPE && c <= LAST_ESCAPE && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)))) {
                shown.append(String.format("\\x%02X", c - ESCAPE_BASE));
            } else if (Character.isISOControl(c)) {
                shown.append(String.format("\\x%02X", (int) c));
            } else {
                shown.append(c);
            }
        }
        return shown.toString();
    }

    /** Code-point order, which for valid names is the order of their UTF-8 bytes. {@link String#compareTo} differs above U+FFFF. */
    public static int compareByCodePoint(String left, String right) {
        int common = Math.min(left.length(), right.length());
        for (int i = 0; i < common; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a != b) {
                boolean aHigh = Character.isSurrogate(a);
                boolean bHigh = Character.isSurrogate(b);
                return aHigh == bHigh ? Character.compare(a, b) : Boolean.compare(aHigh, bHigh);
            }
        }
        return Integer.compare(left.length(), right.length());
    }

    private static boolean hasSurrogates(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /** Length of the valid UTF-8 sequence (RFC 3629 section 4) that begins at {@code at}, or 0 if there is none. */
    private static int sequenceLength(byte[] bytes, int at, int end) {
        int lead = bytes[at] & 0xFF;
        if (lead < 0x80) {
            return 1;
        }
        int size =
                lead >= 0xC2 && lead < 0xE0 ? 2 : lead >= 0xE0 && lead < 0xF0 ? 3 : lead >= 0xF0 && lead < 0xF5 ? 4 : 0;
        if (size == 0 || at + size > end) {
            return 0;
        }
        for (int i = 1; i < size; i++) {
            if ((bytes[at + i] & 0xC0) != 0x80) {
                return 0;
            }
        }
        int second = bytes[at + 1] & 0xFF;
        boolean overlongOrTooLarge = (lead == 0xE0 && second < 0xA0)
                || (lead == 0xED && second > 0x9F)
                || (lead == 0xF0 && second < 0x90)
                || (lead == 0xF4 && second > 0x8F);
        return overlongOrTooLarge ? 0 : size;
    }
}
