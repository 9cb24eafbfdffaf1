package dev.filegate.deploy.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Where the audit trail is written.
 *
 * @param files files of JSON lines; none or one
 * @param xferlogs files in xferlog format; none or one
 * @param archives how the database keeps it; none or one
 * @param checksums bytes of the largest transfer whose SHA-256 is written down; 0 for none
 */
public record AuditSettings(List<Path> files, List<Path> xferlogs, List<Archive> archives, long checksums) {
    public AuditSettings {
        files = List.copyOf(files);
        xferlogs = List.copyOf(xferlogs);
        archives = List.copyOf(archives);
    }

    /**
     * The audit trail in the database.
     *
     * @param retention how long records are kept; zero for ever
     * @param spool bytes that may wait on disk while the database does not answer
     */
    public record Archive(Duration retention, long spool) {}
}
