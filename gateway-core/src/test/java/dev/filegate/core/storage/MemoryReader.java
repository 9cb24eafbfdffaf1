package dev.filegate.core.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** Reads the file that stood at the path when it was opened. */
final class MemoryReader implements ReadableFile {
    private final MemoryNode.File file;
    private final long size;

    MemoryReader(MemoryNode.File file) {
        this.file = file;
        this.size = file.content().length;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public int read(ByteBuffer target, long position) {
        byte[] content = file.content();
        if (position >= content.length) {
            return -1;
        }
        int count = Math.min(target.remaining(), content.length - (int) position);
        target.put(content, (int) position, count);
        return count;
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        byte[] content = file.content();
        if (position >= content.length) {
            return 0;
        }
        int length = (int) Math.min(count, content.length - position);
        return target.write(ByteBuffer.wrap(content, (int) position, length));
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
