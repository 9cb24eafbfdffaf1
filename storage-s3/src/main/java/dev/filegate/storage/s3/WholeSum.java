package dev.filegate.storage.s3;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalInt;
import java.util.zip.CRC32C;

/**
 * The CRC32C of a file that is read from front to back, put together of the sums of its stretches, which are computed where they arrive, several
 * at once. It is known as long as no stretch was left out. Thread-safe.
 */
final class WholeSum {
    /** The Castagnoli polynomial (RFC 3720, appendix B.4), lowest power in the highest bit. */
    private static final int POLYNOMIAL = 0x82F63B78;

    /** x⁰ and x⁸ in the same order of bits. */
    private static final int ONE = 1 << 31;

    private static final int BYTE = 1 << 23;

    private long end;
    private int crc;
    private boolean isBroken;

    /** @param first what the file begins with, from 0 on */
    WholeSum(ByteBuffer first) {
        CRC32C sum = new CRC32C();
        sum.update(first.duplicate().rewind());
        crc = (int) sum.getValue();
        end = first.limit();
    }

    /** Where what is summed up ends. */
    synchronized long end() {
        return end;
    }

    /** Adds a stretch that is passed. If it was passed before it arrived, or does not begin where the last one ended, the sum stays unknown. */
    synchronized void add(Segment passed) {
        isBroken |= !passed.isWhole() || passed.start() != end;
        if (!isBroken) {
            try {
                crc = combined(crc, passed.crc(), passed.length());
                end = passed.end();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                isBroken = true;
            }
        }
    }

    /** The sum of a file of this size with its last stretches, waiting for them; empty when parts of the file were left out. */
    synchronized OptionalInt of(List<Segment> last, long size) throws InterruptedException {
        int whole = crc;
        long at = end;
        for (Segment segment : last) {
            if (segment.end() <= at) {
                continue; // Passed meanwhile.
            }
            if (isBroken || segment.start() != at) {
                return OptionalInt.empty();
            }
            whole = combined(whole, segment.crc(), segment.length());
            at = segment.end();
        }
        return !isBroken && at == size ? OptionalInt.of(whole) : OptionalInt.empty();
    }

    /** The sum of two stretches one after the other: the first one's times x to the bits of the second, plus the second one's. */
    static int combined(int first, int second, long secondLength) {
        int shift = ONE;
        int square = BYTE;
        for (long left = secondLength; left > 0; left >>>= 1) {
            if ((left & 1) != 0) {
                shift = product(shift, square);
            }
            square = product(square, square);
        }
        return product(shift, first) ^ second;
    }

    /** The product of two polynomials, modulo {@link #POLYNOMIAL}. */
    private static int product(int a, int b) {
        int product = 0;
        int shifted = b;
        for (int bit = ONE; bit != 0; bit >>>= 1) {
            if ((a & bit) != 0) {
                product ^= shifted;
            }
            shifted = (shifted & 1) != 0 ? shifted >>> 1 ^ POLYNOMIAL : shifted >>> 1;
        }
        return product;
    }
}
