package dev.filegate.ftp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MailboxTest {
    private static final Duration PATIENT = Duration.ofSeconds(30);

    private final AtomicInteger roomAgain = new AtomicInteger();
    private final Mailbox mailbox = new Mailbox(roomAgain::incrementAndGet);

    @Test
    void givesLinesInTheirOrderAndThenTheEnd() {
        mailbox.put(new ControlInput.Line("a"));
        mailbox.put(new ControlInput.Overlong());
        mailbox.end();
        assertThat(mailbox.take(PATIENT)).isEqualTo(new ControlInput.Line("a"));
        assertThat(mailbox.take(PATIENT)).isEqualTo(new ControlInput.Overlong());
        assertThat(mailbox.take(PATIENT)).isEqualTo(new ControlInput.Ended());
        assertThat(mailbox.take(PATIENT)).isEqualTo(new ControlInput.Ended());
    }

    @Test
    void hasRoomForSoManyLines() {
        for (int i = 0; i < Mailbox.MAX_LINES; i++) {
            assertThat(mailbox.hasRoom()).isTrue();
            mailbox.put(new ControlInput.Line("NOOP"));
        }
        assertThat(mailbox.hasRoom()).isFalse();
    }

    @Test
    void hasRoomForSoManyCharacters() {
        mailbox.put(new ControlInput.Line("x".repeat(Mailbox.MAX_CHARACTERS)));
        assertThat(mailbox.hasRoom()).isFalse();
    }

    @Test
    void tellsOnceWhenHalfIsTaken() {
        for (int i = 0; i < Mailbox.MAX_LINES; i++) {
            mailbox.put(new ControlInput.Line("NOOP"));
        }
        for (int i = 0; i < Mailbox.MAX_LINES / 2 - 1; i++) {
            mailbox.take(PATIENT);
        }
        assertThat(roomAgain).hasValue(0);
        mailbox.take(PATIENT);
        assertThat(roomAgain).hasValue(1);
        assertThat(mailbox.hasRoom()).isTrue();
        mailbox.take(PATIENT);
        assertThat(roomAgain).hasValue(1);
    }

    @Test
    void wakesWithoutALine() {
        mailbox.wake();
        mailbox.wake();
        assertThat(mailbox.take(PATIENT)).isEqualTo(new ControlInput.Woken());
        assertThat(mailbox.take(Duration.ZERO)).isEqualTo(new ControlInput.Silence());
    }

    @Test
    void leavesLinesWhereTheyAreWhileWaitingForAWake() {
        mailbox.put(new ControlInput.Line("a"));
        assertThat(mailbox.awaitWake(Duration.ZERO)).isEqualTo(new ControlInput.Silence());
        mailbox.wake();
        assertThat(mailbox.awaitWake(PATIENT)).isEqualTo(new ControlInput.Woken());
        mailbox.end();
        assertThat(mailbox.awaitWake(PATIENT)).isEqualTo(new ControlInput.Ended());
        assertThat(mailbox.take(PATIENT)).isEqualTo(new ControlInput.Line("a"));
    }

    @Test
    void wakesAThreadThatWaits() throws InterruptedException {
        Thread waker = Thread.ofVirtual().start(() -> mailbox.put(new ControlInput.Line("late")));
        assertThat(mailbox.take(PATIENT)).isEqualTo(new ControlInput.Line("late"));
        waker.join();
    }

    @Test
    void takesAllLinesOfAPacketBeforeItGivesAwayTheFirst() throws InterruptedException {
        AtomicInteger linesWhenTaken = new AtomicInteger(-1);
        Thread taker = Thread.ofVirtual().start(() -> {
            mailbox.take(PATIENT);
            linesWhenTaken.set(mailbox.lines());
        });
        Iterator<String> packet = List.of("RETR a", "NOOP", "NOOP").iterator();
        boolean all = mailbox.fill(() -> packet.hasNext() ? new ControlInput.Line(packet.next()) : null);
        taker.join();
        assertThat(all).isTrue();
        assertThat(linesWhenTaken).hasValue(2);
    }

    @Test
    void takesNoMoreLinesOfAPacketThanItHasRoomFor() {
        AtomicInteger asked = new AtomicInteger();
        boolean all = mailbox.fill(() -> new ControlInput.Line("NOOP " + asked.incrementAndGet()));
        assertThat(all).isFalse();
        assertThat(asked).hasValue(Mailbox.MAX_LINES);
        assertThat(mailbox.fill(() -> new ControlInput.Line("one too many"))).isFalse();
        assertThat(mailbox.lines()).isEqualTo(Mailbox.MAX_LINES);
    }
}
