package dev.filegate.ftp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class DeadlinesTest {
    private final Deadlines deadlines = new Deadlines();
    private final Mailbox mailbox = new Mailbox(() -> {});

    private CompletableFuture<ControlInput> taken(Duration patience) {
        CompletableFuture<ControlInput> taken = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> taken.complete(mailbox.take(patience)));
        return taken;
    }

    @Test
    void endAWaitThatHasLastedLongEnough() {
        deadlines.add(mailbox);
        CompletableFuture<ControlInput> taken = taken(Duration.ofMillis(1));
        while (!taken.isDone()) {
            deadlines.look();
            LockSupport.parkNanos(1_000_000);
        }
        assertThat(taken.join()).isEqualTo(new ControlInput.Silence());
    }

    @Test
    void leaveAloneWhoHasTime() {
        deadlines.add(mailbox);
        CompletableFuture<ControlInput> taken = taken(Duration.ofSeconds(60));
        for (int i = 0; i < 20; i++) {
            deadlines.look();
            LockSupport.parkNanos(1_000_000);
        }
        mailbox.put(new ControlInput.Line("NOOP"));
        assertThat(taken.join()).isEqualTo(new ControlInput.Line("NOOP"));
    }
}
