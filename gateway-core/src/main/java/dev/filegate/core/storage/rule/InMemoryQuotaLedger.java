package dev.filegate.core.storage.rule;

import dev.filegate.core.account.Limits;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.QuotaUsage;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * A ledger for one process: each account's home is counted once, at the first use after the start, and kept up to date from there. What
 * other programs change in a home meanwhile is not seen until the next start. Memory grows with the accounts that have a quota and used
 * it, by about a kilobyte each.
 */
public final class InMemoryQuotaLedger implements QuotaLedger {
    private final Map<String, Figures> accounts = new ConcurrentHashMap<>();

    @Override
    public Book open(String account, Limits limits, Supplier<Stored> count) {
        return new AccountBook(accounts.computeIfAbsent(account, _ -> new Figures()), limits, count);
    }

    /** What all sessions of an account share. */
    private static final class Figures {
        private static final int STRIPES = 16;

        private final ReentrantLock[] paths =
                IntStream.range(0, STRIPES).mapToObj(_ -> new ReentrantLock()).toArray(ReentrantLock[]::new);
        private final ReentrantLock figures = new ReentrantLock();
        private boolean counted;
        private long bytes;
        private long files;
    }

    /** One session's view, with the limits the account had when it logged in. */
    private record AccountBook(Figures figures, Limits limits, Supplier<Stored> count) implements Book {
        @Override
        public QuotaUsage usage() {
            lockCounted();
            try {
                return new QuotaUsage(figures.bytes, limits.quotaBytes(), figures.files, limits.quotaFiles());
            } finally {
                figures.figures.unlock();
            }
        }

        @Override
        public boolean reserve(long bytes, long files) {
            checkNotNegative(bytes, files);
            lockCounted();
            try {
                if (crosses(figures.bytes, bytes, limits.quotaBytes())
                        || crosses(figures.files, files, limits.quotaFiles())) {
                    return false;
                }
                figures.bytes += bytes;
                figures.files += files;
                return true;
            } finally {
                figures.figures.unlock();
            }
        }

        @Override
        public void release(long bytes, long files) {
            checkNotNegative(bytes, files);
            lockCounted();
            try {
                figures.bytes = Math.max(0, figures.bytes - bytes);
                figures.files = Math.max(0, figures.files - files);
            } finally {
                figures.figures.unlock();
            }
        }

        @Override
        public Hold hold(VirtualPath path) {
            lockCounted();
            figures.figures.unlock();
            ReentrantLock stripe = figures.paths[Math.floorMod(path.hashCode(), Figures.STRIPES)];
            stripe.lock();
            return stripe::unlock;
        }

        /** Adding nothing never crosses a limit, also when more is stored than allowed. */
        private static boolean crosses(long stored, long added, long limit) {
            return limit > 0 && added > 0 && added > limit - stored;
        }

        private static void checkNotNegative(long bytes, long files) {
            if (bytes < 0 || files < 0) {
                throw new IllegalArgumentException("negative amount: " + bytes + " bytes, " + files + " files");
            }
        }

        /** Takes the lock; counts what is stored before anybody changes it. */
        private void lockCounted() {
            figures.figures.lock();
            if (figures.counted) {
                return;
            }
            try {
                Stored stored = count.get();
                figures.bytes = stored.bytes();
                figures.files = stored.files();
                figures.counted = true;
            } finally {
                if (!figures.counted) {
                    figures.figures.unlock();
                }
            }
        }
    }
}
