package dev.filegate.tftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AnswerTimeTest {
    private static final Duration MOST = Duration.ofMillis(100);

    private final AnswerTime time = new AnswerTime();

    private void windowTook(long millis) {
        time.sent(0);
        time.answered(millis * 1_000_000);
    }

    @Test
    void waitsAsLongAsItMayWhileNothingIsKnown() {
        assertThat(time.patience(MOST)).isEqualTo(MOST);
    }

    @Test
    void waitsSomeTimesAsLongAsThePeerUsuallyTakes() {
        windowTook(2);
        assertThat(time.patience(MOST)).isEqualTo(Duration.ofMillis(11));

        windowTook(10);
        assertThat(time.patience(MOST)).isEqualTo(Duration.ofMillis(15));
    }

    @Test
    void neverWaitsLongerThanItMay() {
        windowTook(500);
        assertThat(time.patience(MOST)).isEqualTo(MOST);
    }

    @Test
    void measuresOnlyTheFirstAnswer() {
        windowTook(2);
        time.answered(90_000_000);
        assertThat(time.patience(MOST)).isEqualTo(Duration.ofMillis(11));
    }
}
