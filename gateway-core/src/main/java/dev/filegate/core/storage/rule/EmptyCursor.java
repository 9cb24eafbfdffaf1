package dev.filegate.core.storage.rule;

import dev.filegate.core.storage.DirectoryCursor;
import dev.filegate.core.storage.FileInfo;

/** A directory without entries. */
final class EmptyCursor implements DirectoryCursor {
    @Override
    public boolean advance() {
        return false;
    }

    @Override
    public FileInfo entry() {
        throw new IllegalStateException("no entry: advance() was false");
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
