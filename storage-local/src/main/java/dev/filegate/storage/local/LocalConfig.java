package dev.filegate.storage.local;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How a local storage behaves.
 *
 * @param root an existing directory ({@code filegate.storage.<name>.root})
 * @param fsync what is flushed to the disk before an upload is a success ({@code filegate.storage.<name>.fsync})
 * @param visibility when an upload appears under its name ({@code filegate.uploads.visibility})
 * @param partialTtl how long an interrupted upload can be resumed ({@code filegate.uploads.partial-ttl})
 */
public record LocalConfig(Path root, Fsync fsync, Visibility visibility, Duration partialTtl) {
    /** What a success promises when the machine, not just the gateway, stops. */
    public enum Fsync {
        /** Content, attributes and the name are on the disk before the commit returns. */
        ALWAYS,
        /** The content is on the disk before the name changes: after a crash there is the old file or the new one, whole. */
        COMMIT,
        /** Nothing is flushed; after a crash of the machine a new file may be empty or cut. */
        NEVER
    }

    /** When an upload appears under its final name. */
    public enum Visibility {
        ON_COMMIT,
        /** At once, for clients that watch files grow; an upload that breaks off leaves what arrived in place of the old file. */
        IMMEDIATE
    }

    public LocalConfig {
        if (partialTtl.isNegative() || partialTtl.isZero()) {
            throw new IllegalArgumentException(
                    "the time to live of partial uploads must be positive, not " + partialTtl);
        }
    }

    /** With the defaults: flushed at commit, visible on commit, resumable for 24 hours. */
    public static LocalConfig of(Path root) {
        return new LocalConfig(root, Fsync.COMMIT, Visibility.ON_COMMIT, Duration.ofHours(24));
    }
}
