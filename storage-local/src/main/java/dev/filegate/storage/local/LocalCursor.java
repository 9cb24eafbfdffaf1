package dev.filegate.storage.local;

import dev.filegate.core.path.NameCodec;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.DirectoryCursor;
import dev.filegate.core.storage.FileInfo;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A directory being read. Names are collected and sorted in batches of about {@value #BATCH_BYTES} bytes: a directory that fits in one
 * comes sorted, a larger one as sorted runs in the order of the file system. What is known about an entry is asked when it is its turn.
 */
final class LocalCursor implements DirectoryCursor {
    static final int BATCH_BYTES = 4 << 20;
    /** What a name costs beside its characters: a String, its array, its place in the list. */
    private static final int NAME_OVERHEAD = 64;

    private final LocalTree tree;
    private final FileDescriber describer;
    private final VirtualPath path;
    private final Descriptor directory;
    private final DirectoryReader names;
    private Deque<String> batch = new ArrayDeque<>();
    private @Nullable FileInfo current;

    /** @param directory opened for reading; closed with the cursor */
    LocalCursor(LocalTree tree, FileDescriber describer, VirtualPath path, Descriptor directory) {
        this.tree = tree;
        this.describer = describer;
        this.path = path;
        this.directory = directory;
        this.names = new DirectoryReader(tree.calls(), directory);
    }

    @Override
    public boolean advance() {
        current = null;
        try {
            while (current == null) {
                if (batch.isEmpty()) {
                    batch = nextBatch();
                }
                String name = batch.poll();
                if (name == null) {
                    return false;
                }
                current = describe(name);
            }
            return true;
        } catch (Errno errno) {
            throw LocalFailures.of(path, errno);
        }
    }

    /** How many names are held. */
    int waiting() {
        return batch.size();
    }

    private Deque<String> nextBatch() throws Errno {
        List<String> collected = new ArrayList<>();
        long bytes = 0;
        while (bytes < BATCH_BYTES) {
            String name = names.next();
            if (name == null) {
                break;
            }
            if (!HiddenNames.isHidden(name)) {
                collected.add(name);
                bytes += NAME_OVERHEAD + name.length();
            }
        }
        collected.sort(NameCodec::compareByCodePoint);
        return new ArrayDeque<>(collected);
    }

    /** Null when the entry vanished meanwhile. */
    private @Nullable FileInfo describe(String name) throws Errno {
        byte[] bytes = NameCodec.encode(name);
        try {
            FileStatus status = tree.calls().statx(directory.number(), bytes, Linux.AT_SYMLINK_NOFOLLOW);
            String target = status.isLink() ? tree.viewOf(tree.calls().readlinkat(directory.number(), bytes)) : "";
            return describer.describe(name, status, target);
        } catch (Errno errno) {
            return switch (errno.code()) {
                case Linux.ENOENT, Linux.EINVAL -> null; // deleted, or no longer a link, between two calls
                default -> throw errno;
            };
        }
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
        batch.clear();
        directory.close();
    }
}
