package dev.filegate.deploy.gateway;

import dev.filegate.core.storage.StorageBackend;
import dev.filegate.deploy.config.StorageSettings;
import dev.filegate.storage.local.LocalBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the configured storages, and cleans them from time to time of what broken uploads have left. */
final class LocalStorages {
    private static final Logger LOG = LoggerFactory.getLogger(LocalStorages.class);
    private static final Duration CLEANING = Duration.ofMinutes(10);

    private LocalStorages() {}

    /**
     * Opens them all.
     *
     * @param parts where what was opened is kept for closing, also when a later one fails
     * @throws StartFailure when one cannot be opened
     */
    static List<StorageBackend> open(List<StorageSettings> settings, OpenParts parts) {
        List<LocalBackend> opened = new ArrayList<>();
        for (StorageSettings storage : settings) {
            opened.add(parts.add(open(storage)));
        }
        ScheduledExecutorService cleaner = parts.add(Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("filegate-cleaning").factory()));
        ScheduledFuture<?> cleaning = cleaner.scheduleWithFixedDelay(
                () -> opened.forEach(LocalStorages::clean),
                CLEANING.toSeconds(),
                CLEANING.toSeconds(),
                TimeUnit.SECONDS);
        parts.<AutoCloseable>add(() -> cleaning.cancel(false));
        return List.copyOf(opened);
    }

    private static LocalBackend open(StorageSettings storage) {
        try {
            Files.createDirectories(storage.local().root());
            return LocalBackend.open(storage.name(), storage.local());
        } catch (IOException e) {
            throw new StartFailure("filegate.storage." + storage.name() + ".root: " + e.getMessage(), e);
        }
    }

    private static void clean(LocalBackend storage) {
        try {
            int deleted = storage.cleanUp(Instant.now());
            LOG.debug("storage {}: {} leftover temporary files deleted", storage.name(), deleted);
        } catch (RuntimeException e) { // Whatever it is, the next cleaning must still come.
            LOG.warn("storage {} could not be cleaned", storage.name(), e);
        }
    }
}
