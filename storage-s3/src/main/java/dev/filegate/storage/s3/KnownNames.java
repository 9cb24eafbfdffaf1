package dev.filegate.storage.s3;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Which names are free in directories that many files are written to, so that not each of them costs a request to find out. A directory
 * is listed when {@value #ASKED} names in it were asked for within twice {@link #TRUSTED}, and believed for that time. What this process writes
 * meanwhile is known; what others write is seen late, which only means that the file replaces theirs without inheriting its attributes.
 * Bounded: {@value #MAX_DIRECTORIES} directories of at most {@value #MAX_NAMES} names, of which hashes are kept: two names with the same
 * hash cost a request. Thread-safe.
 */
final class KnownNames {
    static final Duration TRUSTED = Duration.ofSeconds(15);
    static final int ASKED = 16;
    static final int MAX_NAMES = 5_000;

    private static final int MAX_DIRECTORIES = 64;
    private static final Duration TOO_LARGE_FOR = Duration.ofMinutes(10);

    private final S3Objects objects;
    private final InstantSource clock;
    private final Map<String, Directory> directories = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Directory> eldest) {
            return size() > MAX_DIRECTORIES;
        }
    };

    KnownNames(S3Objects objects, InstantSource clock) {
        this.objects = objects;
        this.clock = clock;
    }

    /** What is known of a name without asking for it. */
    enum Knowledge {
        /** There was neither a file at the key nor anything below it a moment ago. */
        FREE,
        /** There was something. */
        TAKEN,
        UNKNOWN
    }

    Knowledge of(String key) {
        int end = key.lastIndexOf('/') + 1;
        Directory directory;
        synchronized (directories) {
            directory = directories.computeIfAbsent(key.substring(0, end), Directory::new);
        }
        return directory.knowledge(key.substring(end));
    }

    /** Something was written to a key, or may have been. */
    void wrote(String key) {
        int slash = -1;
        do {
            int next = key.indexOf('/', slash + 1);
            Directory above;
            synchronized (directories) {
                above = directories.get(key.substring(0, slash + 1));
            }
            if (above != null) {
                above.add(key.substring(slash + 1, next < 0 ? key.length() : next));
            }
            slash = next;
        } while (slash >= 0 && slash < key.length() - 1);
    }

    /** One directory. */
    private final class Directory {
        private final String prefix;
        private final ReentrantLock reading = new ReentrantLock();
        private final Set<Integer> arriving = new HashSet<>();
        private Set<Integer> names = new HashSet<>();
        private boolean isReading;
        private long believedUntil = Long.MIN_VALUE;
        private long notBefore = Long.MIN_VALUE;
        private long askedUntil = Long.MIN_VALUE;
        private int asked;

        Directory(String prefix) {
            this.prefix = prefix;
        }

        Knowledge knowledge(String name) {
            if (isWorthReading() && reading.tryLock()) {
                try {
                    read();
                } finally {
                    reading.unlock();
                }
            }
            return known(name);
        }

        private synchronized boolean isWorthReading() {
            long now = clock.millis();
            if (now >= askedUntil) {
                asked = 0;
                askedUntil = now + 2 * TRUSTED.toMillis();
            }
            asked++;
            return asked > ASKED && now >= believedUntil && now >= notBefore;
        }

        private synchronized Knowledge known(String name) {
            if (clock.millis() >= believedUntil) {
                return Knowledge.UNKNOWN;
            }
            return names.contains(name.hashCode()) ? Knowledge.TAKEN : Knowledge.FREE;
        }

        synchronized void add(String name) {
            if (isReading) {
                arriving.add(name.hashCode());
            }
            if (names.size() < MAX_NAMES * 2) {
                names.add(name.hashCode());
            } else {
                believedUntil = Long.MIN_VALUE;
            }
        }

        private void read() {
            long until = clock.millis() + TRUSTED.toMillis();
            begin();
            try {
                Set<Integer> found = new HashSet<>();
                String token = "";
                do {
                    token = readPage(token, found);
                } while (!token.isEmpty() && found.size() < MAX_NAMES);
                end(token.isEmpty(), found, until);
            } finally {
                stop();
            }
        }

        private String readPage(String token, Set<Integer> found) {
            ListObjectsV2Response page = objects.page(prefix, "/", token);
            for (S3Object object : page.contents()) {
                found.add(name(object.key()));
            }
            for (CommonPrefix below : page.commonPrefixes()) {
                found.add(name(below.prefix()));
            }
            boolean isMore = Boolean.TRUE.equals(page.isTruncated()) && page.nextContinuationToken() != null;
            return isMore ? page.nextContinuationToken() : "";
        }

        private synchronized void begin() {
            isReading = true;
        }

        private synchronized void end(boolean isWhole, Set<Integer> found, long until) {
            found.addAll(arriving);
            names = isWhole ? found : new HashSet<>();
            believedUntil = isWhole ? until : Long.MIN_VALUE;
            notBefore = isWhole ? Long.MIN_VALUE : clock.millis() + TOO_LARGE_FOR.toMillis();
        }

        private synchronized void stop() {
            isReading = false;
            arriving.clear();
        }

        private int name(String key) {
            int end = key.endsWith("/") ? key.length() - 1 : key.length();
            return key.substring(Math.min(end, prefix.length()), end).hashCode();
        }
    }
}
