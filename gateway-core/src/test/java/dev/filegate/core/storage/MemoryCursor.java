package dev.filegate.core.storage;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** The entries of a directory as they were when it was opened. */
final class MemoryCursor implements DirectoryCursor {
    private final Iterator<FileInfo> entries;
    private @Nullable FileInfo current;

    MemoryCursor(Iterator<FileInfo> entries) {
        this.entries = entries;
    }

    @Override
    public boolean advance() {
        current = entries.hasNext() ? entries.next() : null;
        return current != null;
    }

    @Override
    public FileInfo entry() {
        if (current == null) {
            throw new IllegalStateException("no entry: advance() was not called or returned false");
        }
        return current;
    }

    @Override
    public void close() {
        current = null;
    }
}
