package dev.filegate.db;

import dev.filegate.core.account.Limits;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.QuotaUsage;
import dev.filegate.core.storage.rule.QuotaLedger;
import dev.filegate.core.storage.rule.QuotaLedger.Stored;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * One session's view of an account's figures.
 *
 * @param limits those that hold for the session
 * @param count counts what is stored
 */
record SessionBook(AccountFigures figures, Limits limits, Supplier<Stored> count) implements QuotaLedger.Book {
    @Override
    public QuotaUsage usage() {
        Stored stored = figures.stored(count);
        return new QuotaUsage(
                limits.quotaBytes() > 0 ? stored.bytes() : 0,
                limits.quotaBytes(),
                limits.quotaFiles() > 0 ? stored.files() : 0,
                limits.quotaFiles());
    }

    @Override
    public boolean reserve(long bytes, long files) {
        checkNotNegative(bytes, files);
        return figures.locked(count, () -> figures.take(limits, bytes, files));
    }

    @Override
    public boolean reserveRunning(long bytes, long files) {
        checkNotNegative(bytes, files);
        return figures.locked(count, () -> {
            boolean taken = figures.take(limits, bytes, files);
            if (taken) {
                figures.run(bytes, files);
            }
            return taken;
        });
    }

    @Override
    public void running(long bytes, long files) {
        figures.change(count, () -> figures.run(bytes, files));
    }

    @Override
    public void charge(long bytes, long files) {
        checkNotNegative(bytes, files);
        figures.change(count, () -> figures.addSpare(-bytes, -files));
    }

    @Override
    public void release(long bytes, long files) {
        checkNotNegative(bytes, files);
        figures.change(count, () -> figures.addSpare(bytes, files));
    }

    @Override
    public QuotaLedger.Hold hold(List<VirtualPath> paths) {
        return figures.hold(count, paths);
    }

    @Override
    public long keepPartial(VirtualPath path, long bytes) {
        return figures.locked(count, () -> figures.keep(path, bytes));
    }

    @Override
    public Map<VirtualPath, Long> partials() {
        return figures.locked(count, figures::kept);
    }

    @Override
    public void recount() {
        figures.recount(count);
    }

    private static void checkNotNegative(long bytes, long files) {
        if (bytes < 0 || files < 0) {
            throw new IllegalArgumentException("negative amount: " + bytes + " bytes, " + files + " files");
        }
    }
}
