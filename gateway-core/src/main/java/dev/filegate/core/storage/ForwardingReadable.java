package dev.filegate.core.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** Hands everything on to another open file. */
public abstract class ForwardingReadable implements ReadableFile {
    private final ReadableFile inner;

    protected ForwardingReadable(ReadableFile inner) {
        this.inner = inner;
    }

    /** The file behind this one. */
    protected final ReadableFile inner() {
        return inner;
    }

    @Override
    public long size() {
        return inner.size();
    }

    @Override
    public int read(ByteBuffer target, long position) {
        return inner.read(target, position);
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        return inner.transferTo(position, count, target);
    }

    @Override
    public void forInspection() {
        inner.forInspection();
    }

    @Override
    public String knownSha256() {
        return inner.knownSha256();
    }

    @Override
    public void undelivered(String reason) {
        inner.undelivered(reason);
    }

    @Override
    public void close() {
        inner.close();
    }
}
