package dev.filegate.core.storage.rule;

import dev.filegate.core.path.NameCodec;
import dev.filegate.core.storage.DirectoryCursor;
import dev.filegate.core.storage.FileInfo;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A directory's own entries with the mounts that lie in it, which take the place of entries of the same name. Mounts come in their place
 * by name when the storage sorts, and each exactly once in any case.
 */
final class MountedCursor implements DirectoryCursor {
    private final DirectoryCursor own;
    private final Set<String> mounts;
    private final NavigableMap<String, Supplier<FileInfo>> pending;
    /** An own entry that waits for the mounts before it. */
    private Optional<FileInfo> waiting = Optional.empty();

    private Optional<FileInfo> current = Optional.empty();

    /** @param mounts by name in code-point order; emptied */
    MountedCursor(DirectoryCursor own, NavigableMap<String, Supplier<FileInfo>> mounts) {
        this.own = own;
        this.mounts = Set.copyOf(mounts.keySet());
        this.pending = mounts;
    }

    @Override
    public boolean advance() {
        if (waiting.isEmpty()) {
            waiting = nextOwn();
        }
        if (mountIsNext()) {
            current = Optional.of(pending.pollFirstEntry().getValue().get());
            return true;
        }
        current = waiting;
        waiting = Optional.empty();
        return current.isPresent();
    }

    private boolean mountIsNext() {
        return !pending.isEmpty()
                && (waiting.isEmpty()
                        || NameCodec.compareByCodePoint(
                                        pending.firstKey(), waiting.get().name())
                                < 0);
    }

    private Optional<FileInfo> nextOwn() {
        while (own.advance()) {
            FileInfo entry = own.entry();
            if (!mounts.contains(entry.name())) {
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }

    @Override
    public FileInfo entry() {
        return current.orElseThrow(() -> new IllegalStateException("no entry: advance() was not called or was false"));
    }

    @Override
    public void close() {
        own.close();
    }
}
