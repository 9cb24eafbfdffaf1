package dev.filegate.core.audit;

/** Somebody who counts events as they happen, such as metrics. Called on the thread of the event: never blocks, never throws. Thread-safe. */
@FunctionalInterface
public interface AuditObserver {
    void happened(AuditEvent event);
}
