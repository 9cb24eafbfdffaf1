package dev.filegate.storage.s3;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** A few bytes that are at hand. */
final class ByteContent implements Content {
    static final ByteContent EMPTY = new ByteContent(new byte[0]);

    private final byte[] bytes;

    /** @param bytes not changed any more */
    ByteContent(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public long length() {
        return bytes.length;
    }

    @Override
    public InputStream open() {
        return new ByteArrayInputStream(bytes);
    }

    @Override
    public void forEach(Sink sink) {
        sink.take(bytes, 0, bytes.length);
    }
}
