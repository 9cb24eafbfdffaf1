package dev.filegate.ftp.listing;

import dev.filegate.core.path.NameCodec;
import dev.filegate.ftp.data.ByteSink;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;

/** Puts lines together in one buffer of 32 KiB that is handed on when it is full: a listing's memory. */
final class LineBuffer {
    private static final int CAPACITY = 32 * 1024;
    private static final int MAX_DIGITS = 20;
    private static final int LOOKS_PER_PULSE = 256;

    private final byte[] bytes = new byte[CAPACITY];
    private final byte[] digits = new byte[MAX_DIGITS];
    private final ByteSink target;
    private int length;
    private int looks;

    LineBuffer(ByteSink target) {
        this.target = target;
    }

    void octet(int octet) throws IOException {
        if (length == CAPACITY) {
            flush();
        }
        bytes[length++] = (byte) octet;
    }

    /** Text of ASCII characters only. */
    void ascii(String text) throws IOException {
        for (int i = 0; i < text.length(); i++) {
            octet(text.charAt(i));
        }
    }

    /** A name or path in its original bytes; control characters, which could forge lines, are shown as {@code ?}, as ls does. */
    void name(String name) throws IOException {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c >= 0x80) {
                encoded(name.substring(i));
                return;
            }
            octet(visible(c));
        }
    }

    private void encoded(String rest) throws IOException {
        for (byte octet : NameCodec.encode(rest)) {
            octet(visible(octet & 0xFF));
        }
    }

    private static int visible(int octet) {
        return octet < 0x20 || octet == 0x7F ? '?' : octet;
    }

    void number(long number) throws IOException {
        number(number, 1, ' ');
    }

    /** A number of at least {@code width} characters, filled on the left. Negative ones, which no honest storage reports, count as 0. */
    void number(long number, int width, char fill) throws IOException {
        long rest = Math.max(0, number);
        int count = 0;
        do {
            digits[count++] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest > 0);
        for (int i = count; i < width; i++) {
            octet(fill);
        }
        while (count > 0) {
            octet(digits[--count]);
        }
    }

    void endLine() throws IOException {
        octet('\r');
        octet('\n');
    }

    /** An entry was looked at, shown or not: from time to time this is a sign of life, and finds out whether anybody still waits. */
    void looked() throws IOException {
        looks++;
        if (looks % LOOKS_PER_PULSE == 0) {
            pulse();
        }
    }

    /** Ends a listing that nobody waits for. */
    void pulse() throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("the listing was aborted");
        }
        target.pulse();
    }

    /** Hands on what is there. */
    void flush() throws IOException {
        pulse();
        if (length > 0) {
            ByteBuffer full = ByteBuffer.wrap(bytes, 0, length);
            length = 0;
            target.write(full);
        }
    }
}
