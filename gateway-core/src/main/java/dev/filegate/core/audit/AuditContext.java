package dev.filegate.core.audit;

import dev.filegate.core.path.VirtualPath;

/** What a rule needs of the session it works for, to write down what happens. Thread-safe. */
public interface AuditContext {
    /** Who and when, for an event that happens now. */
    Origin origin();

    void record(AuditEvent event);

    /**
     * A transfer begins; whoever is told moves its bytes and says when it ends.
     *
     * @param size bytes of the file; -1 when that is not known
     */
    default RunningTransfer begin(AuditEvent.Direction direction, VirtualPath path, long size) {
        return RunningTransfer.UNWATCHED;
    }

    /** Counts bytes of a file that came from the client, as they come. */
    void received(long bytes);

    /** Counts bytes of a file that went to the client, as they go. */
    void sent(long bytes);
}
