package dev.filegate.tftp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RolloverTest {
    @Test
    void continuesWithZeroOrOneAfterTheLastNumber() {
        assertThat(Rollover.TO_ZERO.number(65535)).isEqualTo(65535);
        assertThat(Rollover.TO_ZERO.number(65536)).isZero();
        assertThat(Rollover.TO_ZERO.number(65537)).isEqualTo(1);
        assertThat(Rollover.TO_ONE.number(0)).isZero();
        assertThat(Rollover.TO_ONE.number(65535)).isEqualTo(65535);
        assertThat(Rollover.TO_ONE.number(65536)).isEqualTo(1);
        assertThat(Rollover.TO_ONE.number(2 * 65535L)).isEqualTo(65535);
        assertThat(Rollover.TO_ONE.number(2 * 65535L + 1)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Rollover.class)
    void findsEveryBlockOfAWindowAheadAcrossTheEndOfTheNumbers(Rollover rollover) {
        for (long block = 0; block < 140_000; block += 97) {
            for (int ahead = 0; ahead <= 64; ahead += 8) {
                assertThat(rollover.ahead(block, rollover.number(block + ahead)))
                        .as("block %d, %d ahead", block, ahead)
                        .isEqualTo(ahead);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Rollover.class)
    void takesWhatIsBehindForVeryFarAhead(Rollover rollover) {
        for (long block = 70; block < 140_000; block += 97) {
            assertThat(rollover.ahead(block, rollover.number(block - 1)))
                    .as("block %d", block)
                    .isGreaterThan(4096);
        }
    }

    @Test
    void neverExpectsZeroWhereTheNumbersContinueWithOne() {
        assertThat(Rollover.TO_ONE.ahead(65535, 0)).isGreaterThan(4096);
        assertThat(Rollover.TO_ONE.ahead(5, 0)).isGreaterThan(4096);
        assertThat(Rollover.TO_ONE.ahead(0, 0)).isZero();
        assertThat(Rollover.TO_ONE.ahead(0, 65535)).isGreaterThan(4096);
    }
}
