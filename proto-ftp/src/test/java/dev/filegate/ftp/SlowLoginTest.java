package dev.filegate.ftp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.core.session.Session.Abuse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Whoever does not get to the point loses the place. */
class SlowLoginTest {
    private static FtpConfig config(Duration idle, Duration login) {
        return TestServer.config().with(new FtpConfig.Timeouts(idle, Duration.ofSeconds(20), login));
    }

    @Test
    void endsAConnectionThatNeverLogsIn() {
        try (TestServer server = TestServer.start(config(Duration.ofSeconds(30), Duration.ofMillis(300)));
                RawClient client = server.connect()) {
            client.expect(220);
            client.send("USER alice").expect(331);
            assertThat(client.expect(421).getFirst()).contains("no login in time");
            client.expectEnd();
            Await.until("the session is closed", () -> server.sessions().last().closed());
            assertThat(server.sessions().last().abuses()).containsExactly(Abuse.NO_LOGIN);
            assertThat(server.sessions().last().endings()).containsExactly("no login in time");
        }
    }

    @Test
    void endsAConnectionThatTalksButNeverLogsIn() {
        try (TestServer server = TestServer.start(config(Duration.ofSeconds(30), Duration.ofMillis(500)));
                RawClient client = server.connect()) {
            client.expect(220);
            int code = 0;
            for (int i = 0; i < 100_000 && code != 421; i++) {
                code = Integer.parseInt(client.send("NOOP").reply().getFirst().substring(0, 3));
            }
            assertThat(code).isEqualTo(421);
        }
    }

    @Test
    void endsASilentSession() {
        try (TestServer server = TestServer.start(config(Duration.ofMillis(500), Duration.ofSeconds(30)));
                RawClient client = server.login()) {
            assertThat(client.expect(421).getFirst()).contains("nothing heard");
            client.expectEnd();
            assertThat(server.sessions().last().endings()).containsExactly("nothing heard for 0 seconds");
        }
    }

    @Test
    void endsASessionThatSendsHalfALine() {
        try (TestServer server = TestServer.start(config(Duration.ofMillis(500), Duration.ofSeconds(30)));
                RawClient client = server.login()) {
            client.write(new byte[] {'N', 'O', 'O'});
            assertThat(client.expect(421).getFirst()).contains("nothing heard");
        }
    }
}
