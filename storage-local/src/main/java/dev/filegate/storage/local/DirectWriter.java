package dev.filegate.storage.local;

import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.AttributeChange;
import dev.filegate.core.storage.WritableFile;
import java.nio.ByteBuffer;

/** Writes inside the file itself, visible at once: in place, or because the configuration wants uploads to be seen growing. */
final class DirectWriter implements WritableFile {
    private final Finishing finishing;
    private final VirtualPath path;
    private final Descriptor file;
    private AttributeChange change = AttributeChange.NONE;
    private long position;
    private boolean over;

    DirectWriter(Finishing finishing, VirtualPath path, Descriptor file, long position) {
        this.finishing = finishing;
        this.path = path;
        this.file = file;
        this.position = position;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public void write(ByteBuffer source, long at) {
        requireWriting();
        try {
            position = at + FileCopy.writeFully(finishing.calls(), file.number(), source, at);
        } catch (Errno errno) {
            throw LocalFailures.of(path, errno);
        }
    }

    @Override
    public int read(ByteBuffer target, long at) {
        requireWriting();
        return finishing.read(path, file.number(), target, at);
    }

    @Override
    public void setAttributes(AttributeChange attributes) {
        requireWriting();
        if (attributes.hasSize()) {
            try {
                finishing.calls().ftruncate(file.number(), attributes.size());
            } catch (Errno errno) {
                throw LocalFailures.of(path, errno);
            }
        }
        change = change.and(attributes);
    }

    @Override
    public void commit() {
        requireWriting();
        try {
            finishing.written(file, change);
        } catch (Errno errno) {
            throw LocalFailures.of(path, errno);
        }
        close();
    }

    /** What was written is in the file already and stays there. */
    @Override
    public void discard() {
        close();
    }

    @Override
    public void close() {
        over = true;
        file.close();
    }

    private void requireWriting() {
        if (over) {
            throw new IllegalStateException("the upload is over");
        }
    }
}
