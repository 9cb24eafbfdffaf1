package dev.filegate.deploy.gateway;

import dev.filegate.core.storage.StorageBackend;
import dev.filegate.deploy.config.StorageSettings;
import dev.filegate.deploy.observe.S3Metrics;
import dev.filegate.storage.local.LocalBackend;
import dev.filegate.storage.s3.S3Backend;
import dev.filegate.storage.s3.S3Memory;
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
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the configured storages, and cleans them from time to time of what broken uploads have left. */
final class Storages {
    private static final Logger LOG = LoggerFactory.getLogger(Storages.class);
    private static final Duration CLEANING = Duration.ofMinutes(10);

    private Storages() {}

    /**
     * Opens them all.
     *
     * @param parts where what was opened is kept for closing, also when a later one fails
     * @throws StartFailure when one cannot be opened
     */
    static List<StorageBackend> open(StorageSettings.All settings, S3Metrics metrics, OpenParts parts) {
        List<LocalBackend> local = new ArrayList<>();
        for (StorageSettings.Local storage : settings.local()) {
            local.add(parts.add(open(storage)));
        }
        List<S3Backend> buckets = new ArrayList<>();
        if (!settings.s3().isEmpty()) {
            S3Memory memory =
                    new S3Memory(settings.memory().uploads(), settings.memory().reads());
            metrics.watch(memory);
            for (StorageSettings.S3 storage : settings.s3()) {
                buckets.add(parts.add(
                        S3Backend.open(storage.name(), storage.config(), memory, metrics.observerOf(storage.name()))));
            }
        }
        buckets.forEach(metrics::watch);
        keepClean(local, buckets, parts);
        List<StorageBackend> opened = new ArrayList<>(local);
        opened.addAll(buckets);
        return List.copyOf(opened);
    }

    private static void keepClean(List<LocalBackend> local, List<S3Backend> buckets, OpenParts parts) {
        ScheduledExecutorService cleaner = parts.add(Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("filegate-cleaning").factory()));
        ScheduledFuture<?> cleaning = cleaner.scheduleWithFixedDelay(
                () -> {
                    local.forEach(storage -> clean(storage.name(), storage::cleanUp));
                    buckets.forEach(storage -> clean(storage.name(), storage::cleanUp));
                },
                CLEANING.toSeconds(),
                CLEANING.toSeconds(),
                TimeUnit.SECONDS);
        parts.<AutoCloseable>add(() -> cleaning.cancel(false));
    }

    private static LocalBackend open(StorageSettings.Local storage) {
        try {
            Files.createDirectories(storage.config().root());
            return LocalBackend.open(storage.name(), storage.config());
        } catch (IOException e) {
            throw new StartFailure("filegate.storage." + storage.name() + ".root: " + e.getMessage(), e);
        }
    }

    private static void clean(String name, ToIntFunction<Instant> cleanUp) {
        try {
            int deleted = cleanUp.applyAsInt(Instant.now());
            LOG.debug("storage {}: {} leftovers of uploads deleted", name, deleted);
        } catch (RuntimeException e) { // Whatever it is, the next cleaning must still come.
            LOG.warn("storage {} could not be cleaned", name, e);
        }
    }
}
