package dev.filegate.core.audit;

/** What a rule needs of the session it works for, to write down what happens. Thread-safe. */
public interface AuditContext {
    /** Who and when, for an event that happens now. */
    Origin origin();

    void record(AuditEvent event);

    /** Counts bytes of a file that came from the client, as they come. */
    void received(long bytes);

    /** Counts bytes of a file that went to the client, as they go. */
    void sent(long bytes);
}
