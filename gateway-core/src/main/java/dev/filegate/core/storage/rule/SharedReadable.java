package dev.filegate.core.storage.rule;

import dev.filegate.core.storage.ReadableFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.atomic.AtomicBoolean;

/** One reader's view of a file that others may be reading too. */
final class SharedReadable implements ReadableFile {
    private final SharedReads reads;
    private final SharedReads.FileKey key;
    private final ReadableFile file;
    private final AtomicBoolean closed = new AtomicBoolean();

    SharedReadable(SharedReads reads, SharedReads.FileKey key, ReadableFile file) {
        this.reads = reads;
        this.key = key;
        this.file = file;
    }

    @Override
    public long size() {
        return key.size();
    }

    @Override
    public int read(ByteBuffer target, long position) {
        if (position >= key.size()) {
            return -1;
        }
        int total = 0;
        while (target.hasRemaining() && position + total < key.size()) {
            ByteBuffer piece = reads.piece(key, file, position + total);
            int count = Math.min(piece.remaining(), target.remaining());
            target.put(piece.limit(piece.position() + count));
            total += count;
        }
        return total;
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        if (position >= key.size() || count <= 0) {
            return 0;
        }
        ByteBuffer piece = reads.piece(key, file, position);
        if (piece.remaining() > count) {
            piece.limit(piece.position() + (int) count);
        }
        int length = piece.remaining();
        while (piece.hasRemaining()) {
            target.write(piece);
        }
        return length;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            reads.close(key);
        }
    }
}
