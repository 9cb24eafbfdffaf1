package dev.filegate.sftp.transport;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Poly1305 (RFC 8439 section 2.5), a one-time authentication code, which the JDK has only inside of its own AEAD. Numbers of 130 bits are
 * kept in limbs of 44, 44 and 42 bits, whose products fit into two longs. Takes the same time whatever the data. Not thread-safe.
 */
final class Poly1305 {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int BLOCK = 16;
    private static final long MASK44 = (1L << 44) - 1;
    private static final long MASK42 = (1L << 42) - 1;
    /** The bit above a whole block of 16 bytes, in the uppermost limb. */
    private static final long HIGH_BIT = 1L << 40;

    private final byte[] pending = new byte[BLOCK];
    private int held;
    private long r0;
    private long r1;
    private long r2;
    private long h0;
    private long h1;
    private long h2;
    private long pad0;
    private long pad1;

    /** Begins with the first 32 bytes of a key that is used for nothing else. */
    void init(byte[] key) {
        long low = (long) LONG.get(key, 0);
        long high = (long) LONG.get(key, 8);
        r0 = low & 0xFFC0FFFFFFFL;
        r1 = ((low >>> 44) | (high << 20)) & 0xFFFFFC0FFFFL;
        r2 = (high >>> 24) & 0x00FFFFFFC0FL;
        pad0 = (long) LONG.get(key, 16);
        pad1 = (long) LONG.get(key, 24);
        h0 = 0;
        h1 = 0;
        h2 = 0;
        held = 0;
    }

    void update(byte[] data, int offset, int length) {
        int at = offset;
        int end = offset + length;
        if (held > 0) {
            int count = Math.min(BLOCK - held, length);
            System.arraycopy(data, at, pending, held, count);
            held += count;
            at += count;
            if (held < BLOCK) {
                return;
            }
            blocks(pending, 0, BLOCK, HIGH_BIT);
            held = 0;
        }
        int whole = (end - at) / BLOCK * BLOCK;
        blocks(data, at, whole, HIGH_BIT);
        at += whole;
        System.arraycopy(data, at, pending, 0, end - at);
        held = end - at;
    }

    private void blocks(byte[] data, int offset, int length, long highBit) {
        for (int at = offset; at < offset + length; at += BLOCK) {
            long low = (long) LONG.get(data, at);
            long high = (long) LONG.get(data, at + 8);
            multiply(
                    h0 + (low & MASK44), h1 + (((low >>> 44) | (high << 20)) & MASK44), h2 + ((high >>> 24) | highBit));
        }
    }

    /** The number times the key, modulo the prime but for some bits too many. 2^132 is 5 × 4 modulo 2^130 - 5, hence the factor 20. */
    private void multiply(long a0, long a1, long a2) {
        long s1 = r1 * 20;
        long s2 = r2 * 20;

        long first = a0 * r0;
        long second = first + a1 * s2;
        long low0 = second + a2 * s1;
        long high0 = Math.multiplyHigh(a0, r0) + Math.multiplyHigh(a1, s2) + Math.multiplyHigh(a2, s1);
        high0 += carry(second, first) + carry(low0, second);

        first = a0 * r1;
        second = first + a1 * r0;
        long low1 = second + a2 * s2;
        long high1 = Math.multiplyHigh(a0, r1) + Math.multiplyHigh(a1, r0) + Math.multiplyHigh(a2, s2);
        high1 += carry(second, first) + carry(low1, second);

        first = a0 * r2;
        second = first + a1 * r1;
        long low2 = second + a2 * r0;
        long high2 = Math.multiplyHigh(a0, r2) + Math.multiplyHigh(a1, r1) + Math.multiplyHigh(a2, r0);
        high2 += carry(second, first) + carry(low2, second);

        long sum1 = low1 + ((low0 >>> 44) | (high0 << 20));
        high1 += carry(sum1, low1);
        long sum2 = low2 + ((sum1 >>> 44) | (high1 << 20));
        high2 += carry(sum2, low2);
        long sum0 = (low0 & MASK44) + ((sum2 >>> 42) | (high2 << 22)) * 5;
        h0 = sum0 & MASK44;
        h1 = (sum1 & MASK44) + (sum0 >>> 44);
        h2 = sum2 & MASK42;
    }

    /** 1 when adding to {@code before} has gone around, which gave {@code sum}; without a branch. */
    private static long carry(long sum, long before) {
        return ((~sum & before) | (~(sum ^ before) & (sum - before))) >>> 63;
    }

    /** The code of everything since {@link #init}. */
    byte[] finish() {
        if (held > 0) {
            pending[held] = 1;
            for (int i = held + 1; i < BLOCK; i++) {
                pending[i] = 0;
            }
            blocks(pending, 0, BLOCK, 0);
        }
        carryOver();
        carryOver();
        reduce();
        long low = h0 | (h1 << 44);
        long high = (h1 >>> 20) | (h2 << 24);
        byte[] tag = new byte[BLOCK];
        long sum = low + pad0;
        LONG.set(tag, 0, sum);
        LONG.set(tag, 8, high + pad1 + (Long.compareUnsigned(sum, low) < 0 ? 1 : 0));
        return tag;
    }

    private void carryOver() {
        h1 += h0 >>> 44;
        h0 &= MASK44;
        h2 += h1 >>> 44;
        h1 &= MASK44;
        h0 += (h2 >>> 42) * 5;
        h2 &= MASK42;
    }

    /** Takes the prime away once if the number is not below it, in the same time either way. */
    private void reduce() {
        h1 += h0 >>> 44;
        h0 &= MASK44;
        long g0 = h0 + 5;
        long g1 = h1 + (g0 >>> 44);
        g0 &= MASK44;
        long g2 = h2 + (g1 >>> 44) - (1L << 42);
        g1 &= MASK44;
        long keep = g2 >> 63;
        h0 = (h0 & keep) | (g0 & ~keep);
        h1 = (h1 & keep) | (g1 & ~keep);
        h2 = (h2 & keep) | (g2 & ~keep);
    }
}
