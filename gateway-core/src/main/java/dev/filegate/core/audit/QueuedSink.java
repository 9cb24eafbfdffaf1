package dev.filegate.core.audit;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A sink behind a bounded queue and one writer thread, so that a slow or full disk never holds up a session. What does not fit in the
 * queue, and what the sink failed to write, is counted; the count is written as {@link AuditEvent.EventsLost} as soon as there is space
 * again. Memory is bounded by the capacity: an event takes well under a kilobyte.
 */
public final class QueuedSink {
    private static final Logger LOG = LoggerFactory.getLogger(QueuedSink.class);
    private static final int BATCH = 1024;
    /**
     * Between two writes, while events come faster. Waking the writer for every event costs a session more than the event itself does; so
     * only the first after a pause is written at once, the others by the dozen. A killed process loses those of this time.
     */
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(10);
    /** Ends the writer's waiting when it is closed; never written. */
    private static final AuditEvent WAKE_UP = new AuditEvent.EventsLost(Instant.MIN, "", 0);

    private final AuditSink sink;
    private final InstantSource clock;
    private final int capacity;
    private final BlockingQueue<AuditEvent> queue;
    private final AtomicLong unreported = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final Thread writer;
    private volatile boolean closing;
    /** Whether the last attempt failed; used by the writer only. */
    private boolean failing;

    private QueuedSink(AuditSink sink, int capacity, InstantSource clock) {
        this.sink = sink;
        this.clock = clock;
        this.capacity = capacity;
        this.queue = new ArrayBlockingQueue<>(capacity);
        this.writer = Thread.ofPlatform()
                .daemon()
                .name("filegate-audit-" + sink.name())
                .unstarted(this::run);
    }

    /**
     * Starts a writer for {@code sink}, which is closed with it.
     *
     * @param capacity how many events wait at most
     */
    public static QueuedSink start(AuditSink sink, int capacity, InstantSource clock) {
        QueuedSink queued = new QueuedSink(sink, capacity, clock);
        queued.writer.start();
        return queued;
    }

    /** The name of the sink. */
    public String name() {
        return sink.name();
    }

    /** Events that wait. */
    public int queued() {
        return queue.size();
    }

    /** Events that were not written, since the start. */
    public long lost() {
        return lost.get();
    }

    /** Queues an event, or counts it as lost. */
    void offer(AuditEvent event) {
        if (closing || !queue.offer(event)) {
            lose(1);
        }
    }

    /** Writes what is queued and closes the sink; after {@code wait} the rest is counted as lost. */
    void close(Duration wait) {
        closing = true;
        boolean wokenUnlessFull = queue.offer(WAKE_UP);
        LOG.debug("audit sink {}: closing, idle {}", name(), wokenUnlessFull);
        try {
            if (!writer.join(wait)) {
                LOG.error("audit sink {}: {} events were not written in time", name(), queue.size());
                writer.interrupt();
            }
        } catch (InterruptedException e) {
            writer.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        List<AuditEvent> batch = new ArrayList<>(BATCH);
        try (sink) {
            long written = System.nanoTime() - PAUSE;
            while (!closing || !queue.isEmpty()) {
                batch.add(queue.take());
                gather(written + PAUSE - System.nanoTime());
                queue.drainTo(batch, BATCH - 1);
                batch.remove(WAKE_UP);
                if (!batch.isEmpty()) {
                    write(batch);
                }
                batch.clear();
                written = System.nanoTime();
            }
            reportLosses();
        } catch (InterruptedException e) {
            lose(queue.size());
        } catch (IOException e) {
            LOG.error("audit sink {}: cannot be closed", name(), e);
        }
    }

    private void gather(long nanos) throws InterruptedException {
        if (nanos > 0 && !closing && queue.size() < Math.min(BATCH, capacity / 2)) {
            TimeUnit.NANOSECONDS.sleep(nanos);
        }
    }

    private void write(List<AuditEvent> batch) {
        long reported = unreported.get();
        try {
            for (AuditEvent event : batch) {
                sink.write(event);
            }
            if (reported > 0) {
                sink.write(new AuditEvent.EventsLost(clock.instant(), name(), reported));
            }
            sink.flush();
            unreported.addAndGet(-reported);
            if (failing || reported > 0) {
                LOG.warn("audit sink {}: writing again, {} events are missing", name(), reported);
            }
            failing = false;
        } catch (IOException | RuntimeException e) {
            if (!failing) {
                LOG.error("audit sink {}: cannot write, events are lost until it can", name(), e);
            }
            failing = true;
            lose(batch.size());
        }
    }

    private void reportLosses() {
        if (unreported.get() > 0) {
            write(List.of());
        }
    }

    private void lose(long count) {
        lost.addAndGet(count);
        unreported.addAndGet(count);
    }
}
