package dev.filegate.core.session;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Ids of seven letters and digits that can be read out over a telephone (Crockford's alphabet, without I, L, O and U). A counter whose
 * bits are scattered by an odd factor: 2^35 ids before one comes twice, and two processes begin at different places.
 */
final class SessionIds {
    private static final char[] ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();
    private static final int LENGTH = 7;
    private static final long MASK = (1L << (5 * LENGTH)) - 1;
    private static final long ODD_FACTOR = 0x5DEECE66DL;

    private final AtomicLong counter;

    SessionIds(long start) {
        counter = new AtomicLong(start);
    }

    String next() {
        long scattered = (counter.getAndIncrement() * ODD_FACTOR) & MASK;
        char[] id = new char[LENGTH];
        for (int i = LENGTH - 1; i >= 0; i--) {
            id[i] = ALPHABET[(int) (scattered & 31)];
            scattered >>>= 5;
        }
        return new String(id);
    }
}
