package dev.filegate.core.storage.rule;

import dev.filegate.core.storage.ForwardingStorage;
import dev.filegate.core.storage.Storage;

/**
 * The tree of a session whose account may be changed meanwhile: every operation goes to the tree that holds when it begins. Files that
 * are open stay under the rules they were opened with.
 */
public final class LiveStorage extends ForwardingStorage {
    private volatile Storage current;

    public LiveStorage(Storage first) {
        super(first);
        this.current = first;
    }

    /** From here on operations go to another tree. */
    public void become(Storage next) {
        current = next;
    }

    @Override
    protected Storage inner() {
        return current;
    }
}
