package dev.filegate.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The current {@link TlsContext}, exchanged when the files behind it change. Thread-safe; the application calls {@link #refresh} every
 * few seconds.
 */
public final class TlsContexts {
    private static final Logger LOG = LoggerFactory.getLogger(TlsContexts.class);

    private final TlsConfig config;
    private final InstantSource clock;
    private volatile TlsContext current;
    private List<String> seen;

    /**
     * Reads the files for the first time.
     *
     * @throws TlsException when they cannot be used: at start there is nothing older to fall back to
     */
    public TlsContexts(TlsConfig config, InstantSource clock) {
        this.config = config;
        this.clock = clock;
        this.seen = fingerprint();
        this.current = TlsContext.of(config, clock.instant());
    }

    /** What new connections use. */
    public TlsContext current() {
        return current;
    }

    /** Reads the files again if one of them changed. Unusable new files leave the old context in place, and the log says why. */
    public synchronized void refresh() {
        List<String> now = fingerprint();
        if (now.equals(seen)) {
            return;
        }
        seen = now;
        try {
            current = TlsContext.of(config, clock.instant());
            LOG.info("New certificates are in use: {}", describe());
        } catch (TlsException e) {
            LOG.error("The changed certificate files cannot be used, the old ones stay in use: {}", e.getMessage());
        }
    }

    private String describe() {
        return String.join(
                ", ",
                current.identities().stream()
                        .map(identity -> identity.source() + " (valid until "
                                + identity.certificate().getNotAfter().toInstant() + ")")
                        .toList());
    }

    /** Follows links, so that a Kubernetes secret, which is exchanged by turning a link, counts as changed. */
    private List<String> fingerprint() {
        List<String> prints = new ArrayList<>();
        for (Path file : config.files()) {
            try {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                prints.add(attributes.fileKey() + "/" + attributes.size() + "/" + attributes.lastModifiedTime());
            } catch (IOException e) {
                prints.add("unreadable: " + e.getMessage());
            }
        }
        return prints;
    }
}
