package dev.filegate.storage.s3;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Directories that were seen or made a moment ago, so that an upload need not ask again whether there is one above it. Bounded: the
 * {@value #MAX} last used. What this process removes is forgotten at once; what others remove within {@link #TRUSTED} is seen late,
 * which on S3 only means that the upload makes the directory anew.
 */
final class KnownDirectories {
    static final Duration TRUSTED = Duration.ofSeconds(15);
    static final int MAX = 10_000;

    private final InstantSource clock;
    private final Map<String, Long> seen = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MAX;
        }
    };

    KnownDirectories(InstantSource clock) {
        this.clock = clock;
    }

    /** @param prefix what the keys of its entries begin with */
    synchronized void saw(String prefix) {
        seen.put(prefix, clock.millis() + TRUSTED.toMillis());
    }

    synchronized boolean isKnown(String prefix) {
        Long until = seen.get(prefix);
        return until != null && until > clock.millis();
    }

    /** A directory, and what was below it, is gone. */
    synchronized void forget(String prefix) {
        seen.keySet().removeIf(known -> known.startsWith(prefix));
    }
}
