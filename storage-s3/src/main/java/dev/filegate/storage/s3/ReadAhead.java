package dev.filegate.storage.s3;

import dev.filegate.core.path.VirtualPath;
import dev.filegate.storage.s3.MemoryBudget.Lease;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fetches what a sequential reader will ask for next, several stretches at once, as far as the memory of all readers allows. The first
 * stretches are short, so that who reads a little of a file does not cause much to be fetched; later ones are long, as each costs a request. Readers
 * that jump get nothing ahead, so that a small random read costs one small request. Thread-safe.
 */
final class ReadAhead {
    static final int SHORTEST = 1 << 20;
    static final int LONGEST = 8 << 20;

    /** What is fetched for a sequential reader without any memory to be had: no more than a single read takes. */
    private static final int AT_LEAST = 256 << 10;

    /** Clients that pipeline their requests ask a little out of order. */
    private static final long SLACK = 1 << 20;

    private final ObjectReads reads;
    private final VirtualPath path;
    private final ObjectInfo object;
    private final WholeSum sum;
    /** Each begins where the one before ends. */
    private final Deque<Segment> segments = new ArrayDeque<>();
    /** Where what came with the first request ends. */
    private final long beginning;

    private int stretch = SHORTEST;
    private long expected;
    private boolean isClosed;

    /** @param sum of what the reader has besides, up to where this begins */
    ReadAhead(ObjectReads reads, VirtualPath path, ObjectInfo object, WholeSum sum) {
        this.reads = reads;
        this.path = path;
        this.object = object;
        this.sum = sum;
        this.beginning = sum.end();
    }

    /** Notes that bytes are asked for; the stretch that has the first of them, or null when they are to be fetched alone. */
    @Nullable
    synchronized Segment at(long position, int count) {
        boolean isSequential = position > 0
                ? Math.abs(position - expected) <= SLACK
                : beginning == 0; // Without memory nothing came with the first request.
        expected = position + count;
        if (isClosed) {
            return null;
        }
        dropOutside(position);
        if (isSequential) {
            extend(position);
        }
        return segments.stream()
                .filter(segment -> segment.start() <= position && position < segment.end())
                .findFirst()
                .orElse(null);
    }

    /** The stretches from the first that is still here to the end of the file; each is waited for before its sum is known. */
    synchronized List<Segment> here() {
        return List.copyOf(segments);
    }

    WholeSum sum() {
        return sum;
    }

    private void extend(long position) {
        long next = segments.isEmpty()
                ? Math.max(position, beginning)
                : segments.getLast().end();
        long ahead =
                segments.stream().filter(segment -> segment.end() > position).count();
        while (ahead < reads.parallel() && next < object.size()) {
            Segment segment = fetch(next, ahead == 0);
            if (segment == null) {
                return;
            }
            segments.add(segment);
            ahead++;
            next = segment.end();
        }
    }

    /** Begins to fetch a stretch of the length that memory allows; null when the reader has to make do with what is under way. */
    private @Nullable Segment fetch(long start, boolean isNeededAtOnce) {
        long left = object.size() - start;
        for (int wanted = stretch; wanted >= SHORTEST; wanted /= 2) {
            int length = (int) Math.min(wanted, left);
            Lease lease = reads.memory().reads().tryTake(length);
            if (lease != null) {
                stretch = Math.min(LONGEST, wanted * 2);
                return Segment.fetch(reads, path, object, start, length, lease);
            }
        }
        stretch = SHORTEST;
        return isNeededAtOnce ? Segment.fetch(reads, path, object, start, (int) Math.min(AT_LEAST, left), null) : null;
    }

    private void dropOutside(long position) {
        boolean isBefore =
                !segments.isEmpty() && position + SLACK < segments.getFirst().start();
        while (!segments.isEmpty() && (isBefore || segments.getFirst().end() + SLACK <= position)) {
            Segment passed = segments.removeFirst();
            sum.add(passed);
            passed.drop();
        }
    }

    synchronized void close() {
        isClosed = true;
        segments.forEach(Segment::drop);
        segments.clear();
    }
}
