package dev.filegate.db;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Where events wait on disk until the database has them, in order. Everything passes through it, so that an outage of the database and a
 * killed gateway are one and the same case. Bounded: what does not fit is refused, and counted as lost by the queue in front. One thread
 * writes, one reads.
 */
final class AuditSpool implements AutoCloseable {
    private static final long SEGMENT = 16L << 20;

    private final Path directory;
    private final long most;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    /** Oldest first; the last one is written to. Guarded by the lock. */
    private final Deque<SpoolSegment> segments = new ArrayDeque<>();

    /** Where the reader is in the first segment. */
    private long readTo;
    /** How many events of the first segment were taken. */
    private long taken;

    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();

    private AuditSpool(Path directory, long most) {
        this.directory = directory;
        this.most = most;
    }

    /**
     * Opens the spool with what is left in it.
     *
     * @param most bytes it may hold
     */
    static AuditSpool open(Path directory, long most) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectory(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        AuditSpool spool = new AuditSpool(directory, most);
        spool.segments.addAll(SpoolSegment.leftIn(directory));
        spool.begin();
        return spool;
    }

    private void begin() throws IOException {
        long number = segments.isEmpty() ? 1 : segments.getLast().number() + 1;
        segments.add(SpoolSegment.create(directory, number));
    }

    /** Adds an event to what the next {@link #flush} writes. */
    void add(SpooledEvent event) {
        buffer.writeBytes(SpoolSegment.framed(event));
    }

    /**
     * Writes what was added.
     *
     * @throws IOException when the disk is full or the spool is; what was added is gone then
     */
    void flush() throws IOException {
        ByteBuffer events = ByteBuffer.wrap(buffer.toByteArray());
        buffer.reset();
        if (!events.hasRemaining()) {
            return;
        }
        lock.lock();
        try {
            if (bytes() + events.remaining() > most) {
                throw new IOException("the audit spool is full: the database has not taken " + bytes() + " bytes");
            }
            if (segments.getLast().size() >= SEGMENT) {
                begin();
            }
            segments.getLast().append(events);
            more.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Bytes that are kept, those of the first segment that were taken included. */
    long bytes() {
        lock.lock();
        try {
            return segments.stream().mapToLong(SpoolSegment::size).sum();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Events to write next, all of one segment.
     *
     * @param source id of the segment
     * @param position how many events of the segment come before the first of these
     */
    record Taken(String source, long position, List<SpooledEvent> events, long next) {}

    /** The next events; none when there is nothing new within the time. The same again until {@link #written} is told. */
    Taken take(int most, long millis) throws IOException, InterruptedException {
        lock.lock();
        try {
            long nanos = TimeUnit.MILLISECONDS.toNanos(millis);
            while (true) {
                SpoolSegment first = segments.getFirst();
                SpoolSegment.Batch batch = first.read(readTo, first.size(), most);
                if (!batch.events().isEmpty()) {
                    return new Taken(first.id(), taken, batch.events(), batch.next());
                }
                if (segments.size() > 1) {
                    segments.removeFirst().delete();
                    readTo = 0;
                    taken = 0;
                } else if (nanos <= 0) {
                    return new Taken(first.id(), taken, List.of(), readTo);
                } else {
                    nanos = more.awaitNanos(nanos);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** These are in the database for good. */
    void written(Taken events) {
        lock.lock();
        try {
            readTo = events.next();
            taken += events.events().size();
        } finally {
            lock.unlock();
        }
    }

    /** Keeps what is not written, for the next start. */
    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            boolean done = segments.size() == 1 && readTo == segments.getFirst().size();
            for (SpoolSegment segment : segments) {
                if (done) {
                    segment.delete();
                } else {
                    segment.close();
                }
            }
        } finally {
            lock.unlock();
        }
    }
}
