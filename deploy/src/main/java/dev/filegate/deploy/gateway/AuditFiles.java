package dev.filegate.deploy.gateway;

import dev.filegate.core.audit.AuditObserver;
import dev.filegate.core.audit.AuditSink;
import dev.filegate.core.audit.AuditTrail;
import dev.filegate.core.audit.JsonLinesSink;
import dev.filegate.core.audit.QueuedSink;
import dev.filegate.core.audit.XferlogSink;
import dev.filegate.deploy.config.AuditSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** Opens the places that the audit trail is written to. */
final class AuditFiles {
    /** Events that wait for a slow disk; at under a kilobyte each the bound of their memory. */
    private static final int QUEUE = 16_384;

    private AuditFiles() {}

    /** How a file is opened. */
    private interface Opening {
        AuditSink open(Path path) throws IOException;
    }

    /**
     * Opens them all.
     *
     * @param first sinks that are open already, to be closed before the files
     * @throws StartFailure when one cannot be written; none is left open then
     */
    static AuditTrail open(
            AuditSettings settings, List<AuditObserver> observers, List<AuditSink> first, InstantSource clock) {
        List<QueuedSink> sinks = new ArrayList<>();
        try {
            first.forEach(sink -> sinks.add(QueuedSink.start(sink, QUEUE, clock)));
            for (Path file : settings.files()) {
                AuditSink sink = open("filegate.audit.file", file, JsonLinesSink::open);
                sinks.add(QueuedSink.start(sink, QUEUE, clock));
            }
            for (Path file : settings.xferlogs()) {
                AuditSink sink =
                        open("filegate.audit.xferlog", file, path -> XferlogSink.open(path, ZoneId.systemDefault()));
                sinks.add(QueuedSink.start(sink, QUEUE, clock));
            }
        } catch (StartFailure e) {
            new AuditTrail(List.of(), sinks).close();
            throw e;
        }
        return new AuditTrail(observers, sinks);
    }

    private static AuditSink open(String key, Path file, Opening opening) {
        try {
            return opening.open(file);
        } catch (IOException e) {
            throw new StartFailure(
                    key + ": \"" + file + "\" cannot be written: " + e.getMessage() + "; let this user write it", e);
        }
    }
}
