package dev.filegate.tftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.filegate.core.path.VirtualPath;
import dev.filegate.tftp.TftpConfig.Access;
import dev.filegate.tftp.TftpConfig.Bounds;
import dev.filegate.tftp.TftpConfig.Tuning;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TftpConfigTest {
    @Test
    void hasTheDefaultsThatAreDocumented() {
        TftpConfig config = TftpConfig.of("0.0.0.0", 69, Access.reading("boot"));

        assertThat(config.listen().singlePort()).isFalse();
        assertThat(config.listen().ports()).isEqualTo(PortRange.ANY);
        assertThat(config.access().write()).isFalse();
        assertThat(config.access().overwrite()).isFalse();
        assertThat(config.access().root()).isEqualTo(VirtualPath.ROOT);
        assertThat(config.access().refused()).isEmpty();
        assertThat(config.tuning())
                .isEqualTo(new Tuning(65464, 64, Duration.ofSeconds(1), 5, Rollover.TO_ZERO, Duration.ofHours(4)));
        assertThat(config.bounds()).isEqualTo(new Bounds(1000, 100, 50, 0, 64 << 20));
        assertThat(config.clients()).isEmpty();
        assertThat(config.rewrites()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "7, 1, 1000, 5",
        "65465, 1, 1000, 5",
        "512, 0, 1000, 5",
        "512, 65536, 1000, 5",
        "512, 1, 5, 5",
        "512, 1, 1000, -1"
    })
    void refusesTuningThatCannotWork(int block, int window, int timeoutMillis, int retries) {
        assertThatThrownBy(() -> new Tuning(
                        block,
                        window,
                        Duration.ofMillis(timeoutMillis),
                        retries,
                        Rollover.TO_ZERO,
                        Duration.ofHours(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("filegate.tftp.");
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 1, 0, 0", "1, 0, 1, 0, 0", "1, 1, 0, 0, 0", "1, 1, 1, -1, 0", "1, 1, 1, 0, -1"})
    void refusesBoundsThatCannotWork(int transfers, int perAddress, int rate, long maxSize, long cache) {
        assertThatThrownBy(() -> new Bounds(transfers, perAddress, rate, maxSize, cache))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("filegate.tftp.");
    }

    @ParameterizedTest
    @CsvSource({"any, 0, 0", "50000-50999, 50000, 50999", "' 1 - 2 ', 1, 2", "4000, 4000, 4000"})
    void readsPortRanges(String text, int first, int last) {
        assertThat(PortRange.parse(text)).isEqualTo(new PortRange(first, last));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "5-", "9-5", "0-5", "1-70000", "-1"})
    void refusesPortRangesInWords(String text) {
        assertThatThrownBy(() -> PortRange.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not a range of ports");
    }
}
