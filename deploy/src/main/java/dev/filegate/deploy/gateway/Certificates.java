package dev.filegate.deploy.gateway;

import dev.filegate.deploy.config.TlsSettings;
import dev.filegate.tls.SelfSigned;
import dev.filegate.tls.TlsConfig;
import dev.filegate.tls.TlsContext;
import dev.filegate.tls.TlsContexts;
import dev.filegate.tls.TlsException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The gateway's certificates: configured or generated, and looked after while it runs. Thread-safe. */
final class Certificates implements Supplier<TlsContext>, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Certificates.class);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(3);
    private static final Duration RENEW = Duration.ofDays(1);

    private final TlsContexts contexts;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("certificates").factory());

    private Certificates(TlsContexts contexts) {
        this.contexts = contexts;
    }

    /**
     * Reads or generates them and begins to watch the files.
     *
     * @throws StartFailure when they cannot be used
     */
    static Certificates open(TlsSettings settings, Path home, InstantSource clock) {
        Path generated = home.resolve("tls");
        try {
            boolean own = settings.identities().isEmpty();
            TlsConfig config = own ? settings.with(SelfSigned.keptIn(generated, clock.instant())) : settings.config();
            Certificates certificates = new Certificates(new TlsContexts(config, clock));
            certificates.every(LOOK_AGAIN, certificates.contexts::refresh);
            if (own) {
                certificates.every(RENEW, () -> SelfSigned.keptIn(generated, clock.instant()));
            }
            return certificates;
        } catch (TlsException e) {
            throw new StartFailure("filegate.tls: " + e.getMessage(), e);
        }
    }

    private void every(Duration time, Runnable work) {
        var scheduled = watch.scheduleWithFixedDelay(
                () -> {
                    try {
                        work.run();
                    } catch (RuntimeException e) {
                        LOG.error("looking after the certificates failed", e);
                    }
                },
                time.toMillis(),
                time.toMillis(),
                TimeUnit.MILLISECONDS);
        LOG.debug("looking after the certificates: {}", scheduled);
    }

    @Override
    public TlsContext get() {
        return contexts.current();
    }

    @Override
    public void close() {
        watch.shutdownNow();
    }
}
