package dev.filegate.core.storage.rule;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.FileInfo;
import dev.filegate.core.storage.ReadableFile;
import dev.filegate.core.storage.Storage;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Files that many clients read at about the same time, such as the boot image of two hundred machines, read once from their storage.
 * Pieces of {@value #PIECE} bytes are kept for the next reader, least recently read ones dropped first, and a piece that is being read is waited
 * for rather than read again. Kept are at most the bytes given, and one piece for each file that is being read. A file is known by its
 * account, path, size and time: a replaced one is read anew. Thread-safe.
 */
public final class SharedReads {
    private static final int PIECE = 1 << 20;

    private final long capacity;
    private final LinkedHashMap<PieceKey, CompletableFuture<ByteBuffer>> pieces = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<FileKey, SharedFile> open = new HashMap<>();
    private long kept;

    /** One version of a file. */
    record FileKey(String account, VirtualPath path, long size, Instant modified, String unique) {
        static FileKey of(String account, VirtualPath path, FileInfo info) {
            return new FileKey(account, path, info.size(), info.modified(), info.unique());
        }
    }

    private record PieceKey(FileKey file, long index) {}

    /** A file of the storage with the number of its readers. */
    private static final class SharedFile {
        private final ReadableFile file;
        private int readers = 1;

        SharedFile(ReadableFile file) {
            this.file = file;
        }
    }

    /** @param capacity bytes that may be kept; 0 turns sharing off */
    public SharedReads(long capacity) {
        this.capacity = capacity;
    }

    /** The storage as an account sees it, with shared reads where it is not as quick as a local disk. */
    public Storage over(Storage inner, String account) {
        return capacity == 0 ? inner : new SharedReadStorage(inner, account, this);
    }

    /**
     * Opens a version of a file for one more reader.
     *
     * @param opening asks the storage, if nobody has the file open; what it gives must be of the key's size to be shared
     */
    ReadableFile open(FileKey key, Supplier<ReadableFile> opening) {
        synchronized (this) {
            SharedFile known = open.get(key);
            if (known != null) {
                known.readers++;
                return new SharedReadable(this, key, known.file);
            }
        }
        ReadableFile file = opening.get();
        if (file.size() != key.size()) {
            return file;
        }
        return share(key, file);
    }

    private ReadableFile share(FileKey key, ReadableFile file) {
        ReadableFile shared = file;
        synchronized (this) {
            SharedFile known = open.get(key);
            if (known == null) {
                open.put(key, new SharedFile(file));
            } else {
                known.readers++;
                shared = known.file;
            }
        }
        if (shared != file) {
            file.close();
        }
        return new SharedReadable(this, key, shared);
    }

    /** A reader is done; the last one closes the file. */
    void close(FileKey key) {
        ReadableFile last;
        synchronized (this) {
            SharedFile known = open.get(key);
            if (known == null || --known.readers > 0) {
                return;
            }
            open.remove(key);
            last = known.file;
        }
        last.close();
    }

    /**
     * The piece of a file that holds {@code position}, read by this thread or by whoever asked first.
     *
     * @return a view of its own, with the byte of that position next
     */
    ByteBuffer piece(FileKey key, ReadableFile file, long position) {
        PieceKey piece = new PieceKey(key, position / PIECE);
        CompletableFuture<ByteBuffer> mine = new CompletableFuture<>();
        CompletableFuture<ByteBuffer> found;
        synchronized (this) {
            found = pieces.putIfAbsent(piece, mine);
        }
        if (found == null) {
            load(piece, file, mine);
            found = mine;
        }
        try {
            return found.join().duplicate().position((int) (position % PIECE));
        } catch (CompletionException e) {
            if (e.getCause() instanceof GatewayException failure) {
                throw new GatewayException(failure.failure(), failure.detail(), failure);
            }
            throw new GatewayException(Failure.INTERNAL, "the file cannot be read", e);
        }
    }

    private void load(PieceKey piece, ReadableFile file, CompletableFuture<ByteBuffer> result) {
        try {
            ByteBuffer content = read(file, piece.index() * PIECE, piece.file().size());
            keep(content.limit());
            result.complete(content);
        } catch (RuntimeException e) {
            synchronized (this) {
                pieces.remove(piece);
            }
            result.completeExceptionally(e);
        }
    }

    private static ByteBuffer read(ReadableFile file, long position, long size) {
        ByteBuffer content = ByteBuffer.allocate((int) Math.min(PIECE, size - position));
        while (content.hasRemaining()) {
            int count = file.read(content, position + content.position());
            if (count <= 0) {
                throw new GatewayException(Failure.UNAVAILABLE, "the file became shorter while it was read");
            }
        }
        return content.flip().asReadOnlyBuffer();
    }

    /** Makes room for one more; pieces that are still being read are not counted yet, and not dropped. */
    private synchronized void keep(int bytes) {
        kept += bytes;
        var eldest = pieces.entrySet().iterator();
        while (kept > capacity && eldest.hasNext()) {
            CompletableFuture<ByteBuffer> content = eldest.next().getValue();
            if (content.isDone()) {
                kept -= content.join().limit();
                eldest.remove();
            }
        }
    }
}
