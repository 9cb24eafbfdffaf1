package dev.filegate.storage.s3;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * The names of all records of interrupted uploads, so that a path without a file costs no request to find out that there is no partial.
 * What this process does is known at once, what others do within {@link #TRUSTED}. Bounded by {@value #MAX} names: when there are more,
 * any name may be there.
 */
final class PartialIndex {
    static final Duration TRUSTED = Duration.ofSeconds(10);
    static final int MAX = 100_000;

    private final S3Objects objects;
    private final String prefix;
    private final InstantSource clock;
    private final ReentrantLock reading = new ReentrantLock();
    private final Map<String, Boolean> changed = new HashMap<>();
    private TreeSet<String> names = new TreeSet<>();
    private boolean isComplete = true;
    private long until = Long.MIN_VALUE;

    /** @param prefix what the keys of the records begin with */
    PartialIndex(S3Objects objects, String prefix, InstantSource clock) {
        this.objects = objects;
        this.prefix = prefix;
        this.clock = clock;
    }

    /** Whether there may be a record of that name. */
    boolean mayHave(String name) {
        refresh();
        synchronized (this) {
            return !isComplete || names.contains(name);
        }
    }

    /** The names that begin so. */
    List<String> startingWith(String start) {
        refresh();
        synchronized (this) {
            if (isComplete) {
                return List.copyOf(names.subSet(start, start + Character.MAX_VALUE));
            }
        }
        return objects.first(prefix + start, 1000).contents().stream()
                .map(object -> object.key().substring(prefix.length()))
                .toList();
    }

    synchronized void added(String name) {
        names.add(name);
        changed.put(name, true);
    }

    synchronized void removed(String name) {
        names.remove(name);
        changed.put(name, false);
    }

    /** How many there are, as far as known. */
    synchronized int size() {
        return names.size();
    }

    private void refresh() {
        if (isFresh()) {
            return;
        }
        reading.lock();
        try {
            if (!isFresh()) {
                read();
            }
        } finally {
            reading.unlock();
        }
    }

    private synchronized boolean isFresh() {
        return clock.millis() < until;
    }

    private void read() {
        synchronized (this) {
            changed.clear();
        }
        TreeSet<String> found = new TreeSet<>();
        String token = "";
        boolean truncated;
        do {
            ListObjectsV2Response page = objects.page(prefix, "", token);
            for (S3Object object : page.contents()) {
                found.add(object.key().substring(prefix.length()));
            }
            token = page.nextContinuationToken() == null ? "" : page.nextContinuationToken();
            truncated = Boolean.TRUE.equals(page.isTruncated());
        } while (truncated && found.size() < MAX);
        synchronized (this) {
            changed.forEach((name, isThere) -> {
                if (isThere) {
                    found.add(name);
                } else {
                    found.remove(name);
                }
            });
            names = found;
            isComplete = !truncated;
            until = clock.millis() + TRUSTED.toMillis();
        }
    }
}
