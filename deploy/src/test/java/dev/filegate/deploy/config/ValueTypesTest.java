package dev.filegate.deploy.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueTypesTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "65536, 65536",
        "64K, 65536",
        "16M, 16777216",
        "1G, 1073741824",
        "2T, 2199023255552",
        "3MiB, 3145728"
    })
    void readsSizes(String text, long bytes) {
        assertThat(ValueTypes.SIZE.parse(List.of(text))).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource({"0s, PT0S", "500ms, PT0.5S", "30s, PT30S", "5m, PT5M", "24h, PT24H", "7d, PT168H", "PT5M, PT5M"})
    void readsTimes(String text, Duration duration) {
        assertThat(ValueTypes.DURATION.parse(List.of(text))).isEqualTo(duration);
    }

    @ParameterizedTest
    @CsvSource({
        "2027-12-31, 2028-01-01T00:00:00Z",
        "2027-12-31T18:00, 2027-12-31T18:00:00Z",
        "2027-12-31T18:00:00Z, 2027-12-31T18:00:00Z",
        "2027-12-31T18:00:00+02:00, 2027-12-31T16:00:00Z",
    })
    void readsMoments(String text, Instant instant) {
        assertThat(ValueTypes.INSTANT.parse(List.of(text))).isEqualTo(instant);
    }

    @Test
    void splitsLinesAtLineEndsOnly() {
        assertThat(ValueTypes.LINES.split("a,b c\n\n d \r\n")).containsExactly("a,b c", "d");
    }
}
