package dev.filegate.core.storage.rule;

import dev.filegate.core.account.Mount;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.Storage;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/** The trees that mounts show, each opened when it is first asked for. One that cannot be opened is tried again the next time. */
final class MountedTrees {
    private final Function<Mount, Storage> open;
    private final ReentrantLock lock = new ReentrantLock();
    /** Guarded by the lock. */
    private final Map<VirtualPath, Storage> trees = new HashMap<>();

    MountedTrees(Function<Mount, Storage> open) {
        this.open = open;
    }

    Storage of(Mount mount) {
        lock.lock();
        try {
            Storage tree = trees.get(mount.at());
            if (tree == null) {
                tree = open.apply(mount);
                trees.put(mount.at(), tree);
            }
            return tree;
        } finally {
            lock.unlock();
        }
    }
}
