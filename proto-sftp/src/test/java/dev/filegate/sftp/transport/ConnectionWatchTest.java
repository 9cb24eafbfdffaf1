package dev.filegate.sftp.transport;

import static dev.filegate.sftp.transport.ConnectionWatch.Finding.ASK;
import static dev.filegate.sftp.transport.ConnectionWatch.Finding.DEAD;
import static dev.filegate.sftp.transport.ConnectionWatch.Finding.FINE;
import static dev.filegate.sftp.transport.ConnectionWatch.Finding.IDLE;
import static dev.filegate.sftp.transport.ConnectionWatch.Finding.LOGIN_TOO_SLOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ConnectionWatchTest {
    private Instant now = Instant.EPOCH;
    private final ConnectionWatch watch =
            new ConnectionWatch(() -> now, Duration.ofSeconds(60), Duration.ofMinutes(10), Duration.ofSeconds(100), 3);

    private ConnectionWatch.Finding after(int seconds) {
        now = now.plusSeconds(seconds);
        return watch.check(false);
    }

    @Test
    void givesALoginItsTimeHoweverMuchIsSaid() {
        assertThat(after(59)).isEqualTo(FINE);
        watch.heard(true);
        assertThat(after(1)).isEqualTo(LOGIN_TOO_SLOW);
    }

    @Test
    void endsAConnectionWithoutRequests() {
        watch.loggedIn();
        for (int i = 0; i < 11; i++) {
            now = now.plusSeconds(50);
            watch.heard(false);
            assertThat(watch.check(false)).isEqualTo(FINE);
        }
        assertThat(after(50)).isEqualTo(IDLE);
    }

    @Test
    void takesNobodyForIdleWhoseRequestIsBeingWorkedOn() {
        watch.loggedIn();
        now = now.plusSeconds(599);
        watch.heard(false);
        assertThat(watch.check(true)).isEqualTo(FINE);
        now = now.plusSeconds(50);
        watch.heard(false);
        assertThat(watch.check(false)).isEqualTo(FINE);
    }

    @Test
    void asksASilentClientAndGivesItUpWhenItDoesNotAnswer() {
        watch.loggedIn();
        assertThat(after(99)).isEqualTo(FINE);
        assertThat(after(1)).isEqualTo(ASK);
        assertThat(after(1)).isEqualTo(FINE);
        watch.heard(false);
        assertThat(after(100)).isEqualTo(ASK);
        assertThat(after(100)).isEqualTo(ASK);
        assertThat(after(100)).isEqualTo(ASK);
        assertThat(after(100)).isEqualTo(DEAD);
    }
}
