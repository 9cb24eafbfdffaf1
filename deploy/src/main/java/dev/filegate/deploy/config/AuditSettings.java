package dev.filegate.deploy.config;

import java.nio.file.Path;
import java.util.List;

/**
 * Where the audit trail is written.
 *
 * @param files files of JSON lines; none or one
 * @param xferlogs files in xferlog format; none or one
 */
public record AuditSettings(List<Path> files, List<Path> xferlogs) {
    public AuditSettings {
        files = List.copyOf(files);
        xferlogs = List.copyOf(xferlogs);
    }
}
