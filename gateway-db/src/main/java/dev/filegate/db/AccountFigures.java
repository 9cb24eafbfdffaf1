package dev.filegate.db;

import dev.filegate.core.account.Limits;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.rule.QuotaLedger;
import dev.filegate.core.storage.rule.QuotaLedger.Stored;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one node knows of an account's figures. The database holds what is stored plus what nodes have reserved ahead; of that, what this
 * one has not used is its spare. Uploads take from the spare, and only when it does not do is the database asked, for a chunk if that fits,
 * else for the exact amount: so a limit is exact, and an upload of gigabytes costs few questions. Thread-safe.
 */
final class AccountFigures {
    private static final Logger LOG = LoggerFactory.getLogger(AccountFigures.class);
    private static final int STRIPES = 16;
    private static final int MOST_PARTIALS = 1000;
    private static final long CHUNK_BYTES = 8L << 20;
    private static final long CHUNK_FILES = 16;

    private final QuotaRows rows;
    private final String node;
    private final String account;
    private final ReentrantLock[] stripes =
            IntStream.range(0, STRIPES).mapToObj(_ -> new ReentrantLock()).toArray(ReentrantLock[]::new);
    /** Taken after stripes. The rest is guarded by it. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Map<VirtualPath, Long> partials = new LinkedHashMap<>();
    private boolean counted;
    private boolean marked;
    private long spareBytes;
    private long spareFiles;
    private long runningBytes;
    private long runningFiles;
    private int holds;
    /** How often somebody has begun to change the home. */
    private long changes;

    private long lastUsed = System.nanoTime();

    AccountFigures(QuotaRows rows, String node, String account) {
        this.rows = rows;
        this.node = node;
        this.account = account;
    }

    QuotaLedger.Book book(Limits limits, Supplier<Stored> count) {
        return new SessionBook(this, limits, count);
    }

    /** Gives back what is spare when nothing has happened since then. */
    void settleIfIdle(long sinceNanos) {
        if (!lock.tryLock()) {
            return;
        }
        try {
            boolean idle = (marked || spareBytes != 0 || spareFiles != 0)
                    && holds == 0
                    && runningBytes == 0
                    && runningFiles == 0;
            if (idle && lastUsed - sinceNanos <= 0) {
                settle();
            }
        } finally {
            lock.unlock();
        }
    }

    private void settle() {
        try {
            rows.settle(node, account, new Stored(spareBytes, spareFiles), partials);
            marked = false;
            spareBytes = 0;
            spareFiles = 0;
            // Other nodes may change it from now on.
            counted = false;
            partials.clear();
        } catch (GatewayException e) {
            LOG.debug("what is spare is given back later", e);
        }
    }

    /** Works on the figures, after what is stored was counted: nobody changes anything before. */
    <T> T locked(Supplier<Stored> count, Supplier<T> work) {
        lock.lock();
        try {
            lastUsed = System.nanoTime();
            ensureCounted(count);
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    void change(Supplier<Stored> count, Runnable work) {
        locked(count, () -> {
            work.run();
            return account;
        });
    }

    private void ensureCounted(Supplier<Stored> count) {
        if (counted) {
            return;
        }
        if (rows.counted(account).isEmpty()) {
            Map<VirtualPath, Long> kept = rows.partials(account);
            Stored stored = count.get();
            long bytes = kept.values().stream().mapToLong(Long::longValue).sum();
            rows.set(node, account, new Stored(stored.bytes() + bytes, stored.files()), true);
        }
        partials.putAll(rows.partials(account));
        counted = true;
    }

    private void ensureMarked() {
        if (!marked) {
            rows.mark(node, account);
            marked = true;
        }
    }

    /** What is stored, with what running uploads have paid for. */
    Stored stored(Supplier<Stored> count) {
        return locked(count, () -> {
            Stored figures = rows.counted(account).orElse(Stored.NOTHING);
            return new Stored(Math.max(0, figures.bytes() - spareBytes), Math.max(0, figures.files() - spareFiles));
        });
    }

    /** Takes from the spare, which it extends when it must; false when that crosses a limit. Inside {@link #locked}. */
    boolean take(Limits limits, long bytes, long files) {
        long lackBytes = bytes == 0 ? 0 : Math.max(0, bytes - spareBytes);
        long lackFiles = files == 0 ? 0 : Math.max(0, files - spareFiles);
        if (lackBytes > 0 || lackFiles > 0) {
            ensureMarked();
            long moreBytes = lackBytes > 0 ? lackBytes + CHUNK_BYTES : 0;
            long moreFiles = lackFiles > 0 ? lackFiles + CHUNK_FILES : 0;
            if (!extend(limits, moreBytes, moreFiles) && !extend(limits, lackBytes, lackFiles)) {
                return false;
            }
        }
        spareBytes -= bytes;
        spareFiles -= files;
        return true;
    }

    private boolean extend(Limits limits, long bytes, long files) {
        Stored reserved = new Stored(
                Math.max(0, spareBytes + bytes) + runningBytes, Math.max(0, spareFiles + files) + runningFiles);
        boolean done = rows.extend(
                node,
                account,
                new Stored(bytes, files),
                new Stored(most(bytes, limits.quotaBytes()), most(files, limits.quotaFiles())),
                reserved);
        if (done) {
            spareBytes += bytes;
            spareFiles += files;
        }
        return done;
    }

    /** Adding nothing never crosses a limit, also when more is stored than allowed. */
    private static long most(long added, long limit) {
        return limit == 0 || added == 0 ? Long.MAX_VALUE : limit - added;
    }

    /** So much more is paid for by uploads that run. Inside {@link #locked}. */
    void run(long bytes, long files) {
        runningBytes += bytes;
        runningFiles += files;
    }

    /** Inside {@link #locked}. */
    void addSpare(long bytes, long files) {
        spareBytes += bytes;
        spareFiles += files;
    }

    QuotaLedger.Hold hold(Supplier<Stored> count, List<VirtualPath> paths) {
        change(count, () -> {
            ensureMarked();
            holds++;
            changes++;
        });
        List<ReentrantLock> held = paths.stream()
                .map(path -> Math.floorMod(path.hashCode(), STRIPES))
                .distinct()
                .sorted()
                .map(index -> stripes[index])
                .toList();
        held.forEach(ReentrantLock::lock);
        return () -> {
            held.forEach(ReentrantLock::unlock);
            releaseHold();
        };
    }

    private void releaseHold() {
        lock.lock();
        try {
            holds--;
            lastUsed = System.nanoTime();
        } finally {
            lock.unlock();
        }
    }

    /** Notes what is left of an interrupted upload; inside {@link #locked}. */
    long keep(VirtualPath path, long bytes) {
        Long before = partials.remove(path);
        if (bytes > 0) {
            partials.put(path, bytes);
            forgetBeyondMost();
        }
        return before == null ? 0L : before;
    }

    private void forgetBeyondMost() {
        if (partials.size() > MOST_PARTIALS) {
            Iterator<Long> oldest = partials.values().iterator();
            spareBytes += oldest.next();
            oldest.remove();
        }
    }

    /** Inside {@link #locked}. */
    Map<VirtualPath, Long> kept() {
        return Map.copyOf(partials);
    }

    /**
     * Counts what is stored anew. Nobody waits, and running uploads go on: if the home stayed as it was meanwhile, the figures are right.
     * If not, it is counted again while whoever changes the home on this node waits with the beginning and the end of it, so that nothing
     * is counted twice or not at all. What other nodes begin and end meanwhile may be counted wrongly.
     */
    void recount(Supplier<Stored> count) {
        if (!recountUnlessChanged(count)) {
            for (ReentrantLock stripe : stripes) {
                stripe.lock();
            }
            try {
                Stored stored = count.get();
                change(count, () -> set(stored));
            } finally {
                for (ReentrantLock stripe : stripes) {
                    stripe.unlock();
                }
            }
        }
    }

    private boolean recountUnlessChanged(Supplier<Stored> count) {
        long before = locked(count, () -> holds == 0 ? changes : -1);
        if (before < 0) {
            return false;
        }
        Stored stored = count.get();
        return locked(count, () -> {
            if (changes == before) {
                set(stored);
            }
            return changes == before;
        });
    }

    private void set(Stored stored) {
        long kept = partials.values().stream().mapToLong(Long::longValue).sum();
        Stored now = new Stored(
                stored.bytes() + kept + runningBytes + spareBytes, stored.files() + runningFiles + spareFiles);
        rows.set(node, account, now, false);
    }
}
