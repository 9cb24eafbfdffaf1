package dev.filegate.ftp.hash;

import dev.filegate.core.storage.ReadableFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** A file in memory that counts how often it was read. */
final class ByteArrayFile implements ReadableFile {
    private final byte[] bytes;
    private final String sha256;
    private int reads;

    ByteArrayFile(byte[] bytes) {
        this(bytes, "");
    }

    /** @param sha256 what the storage knows without reading */
    ByteArrayFile(byte[] bytes, String sha256) {
        this.bytes = bytes;
        this.sha256 = sha256;
    }

    @Override
    public String knownSha256() {
        return sha256;
    }

    int reads() {
        return reads;
    }

    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public int read(ByteBuffer target, long position) {
        reads++;
        if (position >= bytes.length) {
            return -1;
        }
        int count = (int) Math.min(target.remaining(), bytes.length - position);
        target.put(bytes, (int) position, count);
        return count;
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        throw new UnsupportedOperationException("checksums read blocks");
    }

    @Override
    public void close() {}
}
