package dev.filegate.core.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeWindowTest {
    @ParameterizedTest
    @CsvSource({
        // 2026-11-20 is a Friday
        "mon-fri 08:00-18:00, 2026-11-20T08:00:00Z, true",
        "mon-fri 08:00-18:00, 2026-11-20T17:59:59Z, true",
        "mon-fri 08:00-18:00, 2026-11-20T18:00:00Z, false",
        "mon-fri 08:00-18:00, 2026-11-21T12:00:00Z, false",
        "fri 22:00-06:00, 2026-11-20T23:00:00Z, true",
        "fri 22:00-06:00, 2026-11-21T05:59:00Z, true",
        "fri 22:00-06:00, 2026-11-20T05:00:00Z, false",
        "fri 22:00-24:00, 2026-11-20T23:59:59Z, true",
        "fri 22:00-24:00, 2026-11-21T00:00:00Z, false",
        "daily 00:00-24:00, 2026-11-21T00:00:00Z, true",
        "sat-mon 00:00-24:00, 2026-11-22T12:00:00Z, true",
        "fri 08:00-09:00 Asia/Tokyo, 2026-11-19T23:30:00Z, true",
    })
    void holdsTheHoursOfItsZone(String window, Instant now, boolean expected) {
        assertThat(TimeWindow.parse(window).contains(now)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mon 08:00-09:00 Z", "daily 22:00-24:00 Europe/Berlin", "mon,wed 00:00-06:30 UTC"})
    void readsWhatItWrites(String window) {
        TimeWindow parsed = TimeWindow.parse(window);
        assertThat(parsed).hasToString(window);
        assertThat(TimeWindow.parse(parsed.toString())).isEqualTo(parsed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "mon", "mon 8-9", "mon 08:00", "xyz 08:00-09:00", "mon 08:00-25:00", "mon 08:00-09:00 Mars"})
    void refusesWhatIsNone(String window) {
        assertThatThrownBy(() -> TimeWindow.parse(window))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("time window");
    }

    @Test
    void needsADay() {
        assertThatThrownBy(() -> TimeWindow.parse(", 08:00-09:00")).isInstanceOf(IllegalArgumentException.class);
    }
}
