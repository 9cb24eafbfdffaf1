package dev.filegate.core.storage;

import java.nio.ByteBuffer;

/** Hands everything on to another upload. */
public abstract class ForwardingWritable implements WritableFile {
    private final WritableFile inner;

    protected ForwardingWritable(WritableFile inner) {
        this.inner = inner;
    }

    /** The upload behind this one. */
    protected final WritableFile inner() {
        return inner;
    }

    @Override
    public long position() {
        return inner.position();
    }

    @Override
    public void write(ByteBuffer source, long position) {
        inner.write(source, position);
    }

    @Override
    public int read(ByteBuffer target, long position) {
        return inner.read(target, position);
    }

    @Override
    public void setAttributes(AttributeChange change) {
        inner.setAttributes(change);
    }

    @Override
    public void commit() {
        inner.commit();
    }

    @Override
    public void discard() {
        inner.discard();
    }

    @Override
    public void close() {
        inner.close();
    }
}
