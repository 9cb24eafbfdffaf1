package dev.filegate.core.storage.rule;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The SHA-256 of what passes by, from the first byte to the last, in order. It is given up when bytes come in another order, or when there
 * are more than it was made for, so that it costs a large transfer no more than a small one. Used by one thread at a time.
 */
final class StreamSum {
    private final long most;
    private long next;
    private boolean lost;
    private @Nullable MessageDigest digest;

    /** @param most bytes beyond which it is given up; 0 for none */
    StreamSum(long most) {
        this.most = most;
        this.lost = most <= 0;
    }

    boolean lost() {
        return lost;
    }

    void giveUp() {
        lost = true;
        digest = null;
    }

    /** Takes the remaining bytes, which stand at {@code position}; leaves the buffer empty. */
    void add(ByteBuffer bytes, long position) {
        if (lost || !bytes.hasRemaining()) {
            return;
        }
        if (position != next || bytes.remaining() > most - next) {
            giveUp();
            return;
        }
        next += bytes.remaining();
        if (digest == null) {
            digest = sha256();
        }
        digest.update(bytes);
    }

    /** 64 hexadecimal digits when exactly the first {@code size} bytes have passed; else empty. May be asked once. */
    String of(long size) {
        if (lost || size != next) {
            return "";
        }
        return HexFormat.of().formatHex((digest == null ? sha256() : digest).digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
