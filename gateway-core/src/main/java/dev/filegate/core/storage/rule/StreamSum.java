package dev.filegate.core.storage.rule;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The SHA-256 of what passes by, from the first byte to the last. What is read ahead by several threads may come a little early, and is kept
 * until it is its turn. The sum is given up when bytes come much too early or twice, or when there are more than it was made for, so that it
 * costs a large transfer no more than a small one. Used by one thread at a time.
 */
final class StreamSum {
    /** Bytes that may come early. */
    private static final int EARLY = 1 << 20;

    private final long most;
    private long next;
    private boolean lost;
    private @Nullable MessageDigest digest;
    private final TreeMap<Long, ByteBuffer> early = new TreeMap<>();
    private int earlyBytes;

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
        early.clear();
    }

    /** Takes the remaining bytes, which stand at {@code position}; leaves the buffer empty. */
    void add(ByteBuffer bytes, long position) {
        if (lost || !bytes.hasRemaining()) {
            return;
        }
        int count = bytes.remaining();
        boolean tooEarly = position != next && count > EARLY - earlyBytes;
        if (position < next || position > most - count || tooEarly) {
            giveUp();
        } else if (position == next) {
            take(bytes);
            takeEarly();
        } else if (early.putIfAbsent(position, copy(bytes)) == null) {
            earlyBytes += count;
        } else {
            giveUp();
        }
    }

    private void take(ByteBuffer bytes) {
        next += bytes.remaining();
        if (digest == null) {
            digest = sha256();
        }
        digest.update(bytes);
    }

    /** Whatever overlaps stays where it is, and {@link #of} finds it. */
    private void takeEarly() {
        for (ByteBuffer bytes = early.remove(next); bytes != null; bytes = early.remove(next)) {
            earlyBytes -= bytes.remaining();
            take(bytes);
        }
    }

    private static ByteBuffer copy(ByteBuffer bytes) {
        return ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
    }

    /** 64 hexadecimal digits when exactly the first {@code size} bytes have passed; else empty. May be asked once. */
    String of(long size) {
        if (lost || size != next || !early.isEmpty()) {
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
