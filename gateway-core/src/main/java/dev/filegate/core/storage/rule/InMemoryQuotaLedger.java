package dev.filegate.core.storage.rule;

import dev.filegate.core.account.Limits;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.QuotaUsage;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * A ledger for one process: each account's home is counted once, at the first use after the start, and kept up to date from there. What
 * other programs change in a home meanwhile is not seen until the next start, and interrupted uploads from before the start are not
 * charged. Memory grows with the accounts that have a quota and used it, by about a kilobyte each.
 */
public final class InMemoryQuotaLedger implements QuotaLedger {
    private static final int STRIPES = 16;
    private static final int MOST_PARTIALS = 1000;

    private final Map<String, Figures> accounts = new ConcurrentHashMap<>();

    @Override
    public Book open(String account, Limits limits, Supplier<Stored> count) {
        return new AccountBook(accounts.computeIfAbsent(account, _ -> new Figures()), limits, count);
    }

    /** What all sessions of an account share. All but the stripes is guarded by the lock. */
    private static final class Figures {
        private final ReentrantLock[] stripes =
                IntStream.range(0, STRIPES).mapToObj(_ -> new ReentrantLock()).toArray(ReentrantLock[]::new);
        private final ReentrantLock lock = new ReentrantLock();
        private final Map<VirtualPath, Long> partials = new LinkedHashMap<>();
        private boolean counted;
        private long bytes;
        private long files;

        void add(long moreBytes, long moreFiles) {
            bytes = Math.max(0, bytes + moreBytes);
            files = Math.max(0, files + moreFiles);
        }
    }

    /** One session's view, with the limits the account had when it logged in. */
    private record AccountBook(Figures figures, Limits limits, Supplier<Stored> count) implements Book {
        @Override
        public QuotaUsage usage() {
            return counted(() -> new QuotaUsage(
                    limits.quotaBytes() > 0 ? figures.bytes : 0,
                    limits.quotaBytes(),
                    limits.quotaFiles() > 0 ? figures.files : 0,
                    limits.quotaFiles()));
        }

        @Override
        public boolean reserve(long bytes, long files) {
            checkNotNegative(bytes, files);
            return counted(() -> {
                boolean fits = fits(figures.bytes, bytes, limits.quotaBytes())
                        && fits(figures.files, files, limits.quotaFiles());
                if (fits) {
                    figures.add(bytes, files);
                }
                return fits;
            });
        }

        @Override
        public void charge(long bytes, long files) {
            checkNotNegative(bytes, files);
            counted(() -> {
                figures.add(bytes, files);
                return figures;
            });
        }

        @Override
        public void release(long bytes, long files) {
            checkNotNegative(bytes, files);
            counted(() -> {
                figures.add(-bytes, -files);
                return figures;
            });
        }

        @Override
        public Hold hold(List<VirtualPath> paths) {
            counted(() -> figures);
            List<ReentrantLock> stripes = paths.stream()
                    .map(path -> Math.floorMod(path.hashCode(), STRIPES))
                    .distinct()
                    .sorted()
                    .map(index -> figures.stripes[index])
                    .toList();
            stripes.forEach(ReentrantLock::lock);
            return () -> stripes.forEach(ReentrantLock::unlock);
        }

        @Override
        public long keepPartial(VirtualPath path, long bytes) {
            return counted(() -> {
                Long before = figures.partials.remove(path);
                if (bytes > 0) {
                    figures.partials.put(path, bytes);
                    forgetBeyondMost();
                }
                return before == null ? 0L : before;
            });
        }

        private void forgetBeyondMost() {
            if (figures.partials.size() > MOST_PARTIALS) {
                Iterator<Long> oldest = figures.partials.values().iterator();
                figures.add(-oldest.next(), 0);
                oldest.remove();
            }
        }

        @Override
        public Map<VirtualPath, Long> partials() {
            return counted(() -> Map.copyOf(figures.partials));
        }

        /** Adding nothing never crosses a limit, also when more is stored than allowed. */
        private static boolean fits(long stored, long added, long limit) {
            return limit == 0 || added == 0 || added <= limit - stored;
        }

        private static void checkNotNegative(long bytes, long files) {
            if (bytes < 0 || files < 0) {
                throw new IllegalArgumentException("negative amount: " + bytes + " bytes, " + files + " files");
            }
        }

        /** Works on the figures, after what is stored was counted: nobody changes anything before. */
        private <T> T counted(Supplier<T> work) {
            figures.lock.lock();
            try {
                if (!figures.counted) {
                    Stored stored = count.get();
                    figures.add(stored.bytes(), stored.files());
                    figures.counted = true;
                }
                return work.get();
            } finally {
                figures.lock.unlock();
            }
        }
    }
}
