package dev.filegate.storage.local;

import dev.filegate.storage.local.LocalConfig.Fsync;
import dev.filegate.storage.local.LocalConfig.Visibility;
import java.nio.file.Path;
import java.time.Duration;

/** Configurations that tests use. */
final class TestConfigs {
    private TestConfigs() {}

    /** Quick: for tests that are not about what survives a power cut. */
    static LocalConfig unflushed(Path root) {
        return new LocalConfig(root, Fsync.NEVER, Visibility.ON_COMMIT, Duration.ofHours(24));
    }

    static LocalConfig with(Path root, Fsync fsync) {
        return new LocalConfig(root, fsync, Visibility.ON_COMMIT, Duration.ofHours(24));
    }

    static LocalConfig immediate(Path root) {
        return new LocalConfig(root, Fsync.COMMIT, Visibility.IMMEDIATE, Duration.ofHours(24));
    }
}
