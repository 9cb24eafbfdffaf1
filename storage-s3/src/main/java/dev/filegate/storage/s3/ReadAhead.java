package dev.filegate.storage.s3;

import dev.filegate.core.path.VirtualPath;
import dev.filegate.storage.s3.MemoryBudget.Lease;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Fetches what a sequential reader will ask for next, several stretches at once, as far as the memory of all readers allows. Readers
 * that jump get nothing ahead, so that a small random read costs one small request. Thread-safe.
 */
final class ReadAhead {
    static final int STRETCH = 4 << 20;

    /** Clients that pipeline their requests ask a little out of order. */
    private static final long SLACK = 1 << 20;

    private final ObjectReads reads;
    private final VirtualPath path;
    private final ObjectInfo object;
    private final Map<Long, Segment> segments = new HashMap<>();
    private long expected;
    private boolean isSequential;
    private boolean isClosed;

    ReadAhead(ObjectReads reads, VirtualPath path, ObjectInfo object) {
        this.reads = reads;
        this.path = path;
        this.object = object;
    }

    /** Notes that bytes are asked for; the stretch that has the first of them, or null when they are to be fetched alone. */
    @Nullable
    synchronized Segment at(long position, int count) {
        isSequential = position > 0 && Math.abs(position - expected) <= SLACK;
        expected = position + count;
        if (isClosed) {
            return null;
        }
        dropOutside(position);
        long index = position / STRETCH;
        if (isSequential) {
            for (long next = index; next < index + reads.parallel() && fetch(next); next++) {
                // Until memory or the file ends.
            }
        }
        return segments.get(index);
    }

    /** Begins to fetch a stretch if it is not here. False when there is no memory or nothing there. */
    private boolean fetch(long index) {
        long start = index * STRETCH;
        if (segments.containsKey(index)) {
            return true;
        }
        if (start >= object.size()) {
            return false;
        }
        int length = (int) Math.min(STRETCH, object.size() - start);
        Lease lease = reads.memory().reads().tryTake(length);
        if (lease == null) {
            return false;
        }
        segments.put(index, Segment.fetch(reads, path, object, start, length, lease));
        return true;
    }

    private void dropOutside(long position) {
        long first = Math.max(0, position - SLACK) / STRETCH;
        long last = position / STRETCH + reads.parallel();
        Iterator<Map.Entry<Long, Segment>> all = segments.entrySet().iterator();
        while (all.hasNext()) {
            Map.Entry<Long, Segment> entry = all.next();
            if (entry.getKey() < first || entry.getKey() > last) {
                entry.getValue().drop();
                all.remove();
            }
        }
    }

    synchronized void close() {
        isClosed = true;
        segments.values().forEach(Segment::drop);
        segments.clear();
    }
}
