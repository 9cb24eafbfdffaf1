package dev.filegate.db;

import dev.filegate.core.audit.AuditEvent;
import dev.filegate.core.audit.AuditSink;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings events to the database: through a spool on disk, from where a thread of its own sends them in batches. An outage of the database
 * holds up nobody; the events follow when it is back, in order and each once.
 */
public final class DatabaseAuditSink implements AuditSink {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseAuditSink.class);
    private static final int BATCH = 1000;
    private static final long LOOK_AGAIN = 1000;
    private static final long PAUSE = 250;
    private static final long FIRST_WAIT = 100;
    private static final long LONGEST_WAIT = 2000;
    private static final Duration HEADS = Duration.ofMinutes(1);
    private static final Duration CLEANING = Duration.ofHours(1);
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final AuditSpool spool;
    private final DatabaseArchive archive;
    private final Settings settings;
    private final Consumer<AuditEvent> heads;
    private final Thread shipper;
    private final CountDownLatch closing = new CountDownLatch(1);

    private Instant headTold = Instant.MIN;
    private Instant cleaned = Instant.MIN;
    private Optional<AuditEvent.ChainHead> untold = Optional.empty();

    /**
     * How events are kept.
     *
     * @param directory where they wait; created if it is missing
     * @param spoolBytes how much may wait
     * @param retention how long the database keeps them; zero for ever
     */
    public record Settings(Path directory, long spoolBytes, Duration retention, InstantSource clock) {}

    private DatabaseAuditSink(
            AuditSpool spool, DatabaseArchive archive, Settings settings, Consumer<AuditEvent> heads) {
        this.spool = spool;
        this.archive = archive;
        this.settings = settings;
        this.heads = heads;
        this.shipper =
                Thread.ofPlatform().daemon().name("filegate-audit-shipper").unstarted(this::run);
    }

    /**
     * Opens the spool and begins to send what is in it.
     *
     * @param heads told where the chain stands, once a minute while there is something new, and at the end
     * @throws IOException when the spool cannot be used
     */
    public static DatabaseAuditSink open(DatabaseArchive archive, Settings settings, Consumer<AuditEvent> heads)
            throws IOException {
        AuditSpool spool = AuditSpool.open(settings.directory(), settings.spoolBytes());
        DatabaseAuditSink sink = new DatabaseAuditSink(spool, archive, settings, heads);
        sink.shipper.start();
        return sink;
    }

    @Override
    public String name() {
        return "database";
    }

    /** Heads of the chain are for the other sinks. */
    @Override
    public void write(AuditEvent event) {
        if (!(event instanceof AuditEvent.ChainHead)) {
            spool.add(SpooledEvent.of(event));
        }
    }

    @Override
    public void flush() throws IOException {
        spool.flush();
    }

    /** Bytes that wait on disk. */
    public long waiting() {
        return spool.bytes();
    }

    private void run() {
        long wait = 0;
        while (true) {
            try {
                if (wait > 0) {
                    Thread.sleep(wait);
                }
                AuditSpool.Taken next = spool.take(BATCH, closing() ? 0 : LOOK_AGAIN);
                if (next.events().isEmpty() && closing()) {
                    return;
                }
                send(next);
                wait = 0;
                gather(next.events().size());
            } catch (InterruptedException e) {
                return;
            } catch (IOException | RuntimeException e) {
                if (wait == 0) {
                    LOG.warn("the audit trail waits on disk until the database takes it", e);
                }
                wait = Math.min(LONGEST_WAIT, Math.max(FIRST_WAIT, 2 * wait));
            }
        }
    }

    private boolean closing() {
        return closing.getCount() == 0;
    }

    /** A transaction costs as much as a hundred of its rows: while there is little to send, more may come first. */
    private void gather(int sent) throws InterruptedException {
        if (sent > 0 && sent < BATCH && closing.await(PAUSE, TimeUnit.MILLISECONDS)) {
            LOG.debug("the rest of the audit trail is sent at once");
        }
    }

    private void send(AuditSpool.Taken next) {
        if (!next.events().isEmpty()) {
            untold = Optional.of(archive.append(next.source(), next.position(), next.events()));
            spool.written(next);
        }
        Instant now = settings.clock().instant();
        if (due(headTold, HEADS, now)) {
            headTold = now;
            tellHead();
        }
        if (!settings.retention().isZero() && due(cleaned, CLEANING, now)) {
            cleaned = now;
            long deleted = archive.forget(now.minus(settings.retention()));
            LOG.debug("{} audit records were older than {}", deleted, settings.retention());
        }
    }

    /** Also when the clock has gone back. */
    private static boolean due(Instant last, Duration time, Instant now) {
        return last.equals(Instant.MIN) || now.isBefore(last) || !now.isBefore(last.plus(time));
    }

    private void tellHead() {
        untold.ifPresent(heads);
        untold = Optional.empty();
    }

    /** Sends what waits, for five seconds at most; the rest is sent after the next start. */
    @Override
    public void close() throws IOException {
        closing.countDown();
        try {
            spool.flush();
            if (!shipper.join(CLOSING)) {
                shipper.interrupt();
                shipper.join();
            }
        } catch (InterruptedException e) {
            shipper.interrupt();
            Thread.currentThread().interrupt();
        }
        tellHead();
        spool.close();
    }
}
