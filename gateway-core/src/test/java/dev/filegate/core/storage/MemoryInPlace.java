package dev.filegate.core.storage;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Writes inside a committed file, visible at once. */
final class MemoryInPlace implements WritableFile {
    private final MemoryBackend backend;
    private final MemoryNode.File file;
    private AttributeChange change = AttributeChange.NONE;
    private long position;

    MemoryInPlace(MemoryBackend backend, MemoryNode.File file) {
        this.backend = backend;
        this.file = file;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public void write(ByteBuffer source, long at) {
        synchronized (backend) {
            int end = (int) at + source.remaining();
            byte[] content = file.content();
            byte[] changed = Arrays.copyOf(content, Math.max(content.length, end));
            source.get(changed, (int) at, source.remaining());
            file.replaceContent(changed, backend.now());
            position = end;
        }
    }

    @Override
    public int read(ByteBuffer target, long from) {
        return new MemoryReader(file).read(target, from);
    }

    @Override
    public void setAttributes(AttributeChange attributes) {
        synchronized (backend) {
            if (attributes.hasSize()) {
                file.replaceContent(Arrays.copyOf(file.content(), (int) attributes.size()), backend.now());
            }
            change = change.and(attributes);
        }
    }

    @Override
    public void discard() {
        // What was written is in the file.
    }

    @Override
    public void commit() {
        synchronized (backend) {
            file.attributes().apply(change, backend.capabilities());
        }
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
