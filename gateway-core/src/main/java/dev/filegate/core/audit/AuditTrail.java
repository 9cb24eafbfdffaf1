package dev.filegate.core.audit;

import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands every event to everybody who asked for it. Never blocks and never fails, so it may be used anywhere. Thread-safe. */
public final class AuditTrail implements AutoCloseable {
    /** Keeps nothing. */
    public static final AuditTrail NONE = new AuditTrail(List.of(), List.of());

    private static final Logger LOG = LoggerFactory.getLogger(AuditTrail.class);
    private static final Duration CLOSING_TIME = Duration.ofSeconds(10);

    private final List<AuditObserver> observers;
    private final List<QueuedSink> sinks;

    /** @param sinks closed with this trail */
    public AuditTrail(List<AuditObserver> observers, List<QueuedSink> sinks) {
        this.observers = List.copyOf(observers);
        this.sinks = List.copyOf(sinks);
    }

    /** To observers and sinks. */
    public void record(AuditEvent event) {
        count(event);
        for (QueuedSink sink : sinks) {
            sink.offer(event);
        }
    }

    /** To every sink but the one of that name, which it comes from. */
    public void recordElsewhere(String sink, AuditEvent event) {
        for (QueuedSink other : sinks) {
            if (!other.name().equals(sink)) {
                other.offer(event);
            }
        }
    }

    /** To observers only: for events that come by the thousand and of which the sinks have seen the first. */
    public void count(AuditEvent event) {
        for (AuditObserver observer : observers) {
            try {
                observer.happened(event);
            } catch (RuntimeException e) {
                LOG.error("an audit observer failed", e);
            }
        }
    }

    /** The sinks, for metrics: their names, queue lengths and losses. */
    public List<QueuedSink> sinks() {
        return sinks;
    }

    /** Writes what is queued, as far as that is done in ten seconds per sink. */
    @Override
    public void close() {
        for (QueuedSink sink : sinks) {
            sink.close(CLOSING_TIME);
        }
    }
}
