package dev.filegate.core.storage.rule;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.DirectoryCursor;
import dev.filegate.core.storage.FileInfo;
import dev.filegate.core.storage.Storage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Predicate;

/** Counts a tree, depth first, so that no more is held than one open directory per level. */
final class QuotaCount {
    private final Storage tree;
    private final Predicate<VirtualPath> counts;
    private final Deque<Level> levels = new ArrayDeque<>();
    private long bytes;
    private long files;

    private record Level(VirtualPath path, DirectoryCursor cursor) {}

    private QuotaCount(Storage tree, Predicate<VirtualPath> counts) {
        this.tree = tree;
        this.counts = counts;
    }

    /** @param counts whether a path belongs to what is counted; what lies below one that does not, neither does */
    static QuotaLedger.Stored of(Storage tree, Predicate<VirtualPath> counts) {
        return new QuotaCount(tree, counts).walk();
    }

    private QuotaLedger.Stored walk() {
        try {
            enter(VirtualPath.ROOT);
            while (!levels.isEmpty()) {
                Level level = levels.element();
                if (level.cursor().advance()) {
                    take(level.path(), level.cursor().entry());
                } else {
                    levels.pop().cursor().close();
                }
            }
            return new QuotaLedger.Stored(bytes, files);
        } finally {
            levels.forEach(level -> level.cursor().close());
        }
    }

    private void take(VirtualPath directory, FileInfo entry) {
        if (entry.isFile()) {
            bytes += entry.size();
            files++;
        } else if (entry.isDirectory()) {
            VirtualPath below = directory.child(entry.name());
            if (counts.test(below)) {
                enter(below);
            }
        }
    }

    /** A directory that vanished meanwhile, or that cannot be read, holds nothing that could be counted. */
    private void enter(VirtualPath directory) {
        try {
            levels.push(new Level(directory, tree.list(directory)));
        } catch (GatewayException e) {
            if (e.failure() != Failure.NOT_FOUND && e.failure() != Failure.PERMISSION_DENIED) {
                throw e;
            }
        }
    }
}
