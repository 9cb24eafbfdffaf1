package dev.filegate.core.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WrittenPrefixTest {
    private final WrittenPrefix prefix = new WrittenPrefix(0);

    @Test
    void growsWithWhatComesInOrder() {
        prefix.wrote(0, 10);
        prefix.wrote(10, 12);
        assertThat(prefix.end()).isEqualTo(12);
    }

    @Test
    void waitsForTheGapToBeFilled() {
        prefix.wrote(10, 20);
        prefix.wrote(30, 40);
        assertThat(prefix.end()).isZero();
        prefix.wrote(0, 10);
        assertThat(prefix.end()).isEqualTo(20);
        prefix.wrote(15, 30);
        assertThat(prefix.end()).isEqualTo(40);
    }

    @Test
    void neverShrinksByARepeatedWrite() {
        prefix.wrote(0, 10);
        prefix.wrote(2, 4);
        assertThat(prefix.end()).isEqualTo(10);
    }

    @Test
    void knowsTheSameAsAMapOfEveryByte() {
        Random random = new Random(42);
        for (int round = 0; round < 200; round++) {
            WrittenPrefix tracked = new WrittenPrefix(0);
            BitSet bytes = new BitSet();
            for (int i = 0; i < 50; i++) {
                int start = random.nextInt(100);
                int stop = start + random.nextInt(12);
                tracked.wrote(start, stop);
                bytes.set(start, stop);
                assertThat(tracked.end()).isEqualTo(bytes.nextClearBit(0));
            }
        }
    }

    @Test
    void remembersABoundedNumberOfRangesAndNeverPromisesTooMuch() {
        for (int i = 0; i < 3 * WrittenPrefix.MAX_AHEAD; i++) {
            prefix.wrote(10 + 2L * i, 11 + 2L * i);
        }
        for (int i = 0; i < 3 * WrittenPrefix.MAX_AHEAD; i++) {
            prefix.wrote(11 + 2L * i, 12 + 2L * i);
        }
        prefix.wrote(0, 10);
        assertThat(prefix.end()).isBetween(10L + WrittenPrefix.MAX_AHEAD, 10L + 6 * WrittenPrefix.MAX_AHEAD);
    }
}
