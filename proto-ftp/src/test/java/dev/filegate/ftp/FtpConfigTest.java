package dev.filegate.ftp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.ftp.data.PortRange;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FtpConfigTest {
    private final FtpConfig config = FtpConfig.DEFAULT;

    @Test
    void listensEverywhereOnPort21() {
        assertThat(config.control()).isEqualTo(new FtpConfig.Control("0.0.0.0", 21));
    }

    @Test
    void givesOutPassivePortsAndTheAddressThatWasReached() {
        assertThat(config.passive().ports()).isEqualTo(new PortRange(50000, 50999));
        assertThat(config.passive().address()).isEmpty();
    }

    @Test
    void connectsFromPort20InActiveMode() {
        assertThat(config.active()).isEqualTo(new FtpConfig.Active(true, 20));
    }

    @Test
    void allowsNoFxpAndConvertsLineEnds() {
        assertThat(config.fxp()).isFalse();
        assertThat(config.ascii()).isTrue();
    }

    @Test
    void waitsFiveMinutesForRequestsAndOneForDataAndLogins() {
        assertThat(config.timeouts())
                .isEqualTo(
                        new FtpConfig.Timeouts(Duration.ofMinutes(5), Duration.ofSeconds(60), Duration.ofSeconds(60)));
    }

    @Test
    void saysLittle() {
        assertThat(config.texts()).isEqualTo(new FtpConfig.Texts("Filegate", ""));
    }
}
