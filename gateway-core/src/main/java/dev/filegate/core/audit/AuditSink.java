package dev.filegate.core.audit;

import java.io.IOException;

/** A place where events are written down. May block; used by one thread, the writer of its {@link QueuedSink}. */
public interface AuditSink extends AutoCloseable {
    /** Its name in log lines and in {@link AuditEvent.EventsLost}: {@code file}, {@code xferlog}. */
    String name();

    /** Takes an event; it may be kept in a buffer until {@link #flush}. An event the format has no place for is ignored. */
    void write(AuditEvent event) throws IOException;

    /** Writes what is buffered. After a failure what was buffered is gone, and the next events may succeed again. */
    void flush() throws IOException;

    @Override
    void close() throws IOException;
}
