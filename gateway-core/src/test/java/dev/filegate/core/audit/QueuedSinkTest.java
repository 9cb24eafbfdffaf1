package dev.filegate.core.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QueuedSinkTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);

    /** Writes one batch per permit, as far as nothing is wrong with its disk. */
    private static final class Disk implements AuditSink {
        private final Semaphore permits = new Semaphore(0);
        private final Semaphore began = new Semaphore(0);
        private final List<AuditEvent> written = new CopyOnWriteArrayList<>();
        private final List<AuditEvent> buffered = new CopyOnWriteArrayList<>();
        private volatile boolean full;
        private volatile boolean closed;

        @Override
        public String name() {
            return "disk";
        }

        @Override
        public void write(AuditEvent event) {
            buffered.add(event);
        }

        @Override
        public void flush() throws IOException {
            began.release();
            permits.acquireUninterruptibly();
            if (full) {
                buffered.clear();
                throw new IOException("No space left on device");
            }
            written.addAll(buffered);
            buffered.clear();
        }

        @Override
        public void close() {
            closed = true;
        }

        void awaitWriting() throws InterruptedException {
            assertThat(began.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static AuditEvent event(int number) {
        return new AuditEvent.EventsLost(Instant.EPOCH, "event", number);
    }

    private static List<AuditEvent> numbered(int from, int to) {
        return IntStream.range(from, to).mapToObj(QueuedSinkTest::event).toList();
    }

    @Test
    void writesInOrderAndFlushesWhenItIsClosed() {
        Disk disk = new Disk();
        disk.permits.release(1_000_000);
        QueuedSink sink = QueuedSink.start(disk, 10_000, CLOCK);
        numbered(0, 5000).forEach(sink::offer);
        sink.close(LONG);
        assertThat(disk.written).containsExactlyElementsOf(numbered(0, 5000));
        assertThat(disk.closed).isTrue();
        assertThat(sink.lost()).isZero();
    }

    @Test
    void neverWaitsForASlowDiskAndCountsWhatDidNotFit() throws InterruptedException {
        Disk disk = new Disk();
        QueuedSink sink = QueuedSink.start(disk, 3, CLOCK);
        sink.offer(event(0));
        disk.awaitWriting();
        numbered(1, 8).forEach(sink::offer);
        assertThat(sink.queued()).isEqualTo(3);
        assertThat(sink.lost()).isEqualTo(4);
        disk.permits.release(100);
        sink.close(LONG);
        assertThat(disk.written)
                .containsExactly(
                        event(0), event(1), event(2), event(3), new AuditEvent.EventsLost(Instant.EPOCH, "disk", 4));
    }

    @Test
    void aFullDiskIsSurvivedAndTheGapIsWrittenDown() throws InterruptedException {
        Disk disk = new Disk();
        disk.full = true;
        QueuedSink sink = QueuedSink.start(disk, 100, CLOCK);
        sink.offer(event(0));
        disk.awaitWriting();
        disk.permits.release();
        sink.offer(event(1));
        disk.awaitWriting();
        disk.permits.release();
        sink.offer(event(2));
        disk.awaitWriting();
        disk.full = false;
        disk.permits.release(100);
        sink.close(LONG);
        assertThat(disk.written).containsExactly(event(2), new AuditEvent.EventsLost(Instant.EPOCH, "disk", 2));
        assertThat(sink.lost()).isEqualTo(2);
    }

    @Test
    void aClosedSinkCountsWhatComesTooLate() {
        Disk disk = new Disk();
        QueuedSink sink = QueuedSink.start(disk, 10, CLOCK);
        sink.close(LONG);
        sink.offer(event(0));
        assertThat(sink.lost()).isEqualTo(1);
        assertThat(disk.written).isEmpty();
    }

    @Test
    void anObserverThatFailsKeepsNobodyFromTheEvent() {
        List<AuditEvent> seen = new CopyOnWriteArrayList<>();
        Disk disk = new Disk();
        disk.permits.release(100);
        AuditObserver broken = _ -> {
            throw new IllegalStateException("broken");
        };
        try (AuditTrail trail =
                new AuditTrail(List.of(broken, seen::add), List.of(QueuedSink.start(disk, 10, CLOCK)))) {
            trail.record(event(1));
            trail.count(event(2));
        }
        assertThat(seen).containsExactly(event(1), event(2));
        assertThat(disk.written).containsExactly(event(1));
    }
}
