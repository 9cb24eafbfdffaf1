package dev.filegate.storage.s3;

import dev.filegate.storage.s3.MemoryBudget.Lease;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** The bytes of a part while it is filled and sent, in memory that was asked for before. Filled by one thread, then only read. */
final class PartBuffer implements Content {
    private static final int BLOCK = S3Memory.BEGINNING;
    private static final int FIRST = 16 << 10;

    private final List<byte[]> blocks = new ArrayList<>();
    private Lease lease;
    private long capacity;
    private long length;

    /** @param capacity the most it takes, covered by {@code lease}, which it closes when it is released */
    PartBuffer(Lease lease, long capacity) {
        this.lease = lease;
        this.capacity = capacity;
    }

    /** Goes on with more room; the memory held so far is given back. */
    void enlarge(Lease larger, long newCapacity) {
        lease.close();
        lease = larger;
        capacity = newCapacity;
    }

    boolean isFull() {
        return length == capacity;
    }

    @Override
    public long length() {
        return length;
    }

    /** Takes as many bytes as there is room for. */
    void append(ByteBuffer source) {
        while (source.hasRemaining() && length < capacity) {
            byte[] block = blockFor(source.remaining());
            int at = (int) (length % BLOCK);
            int count = (int) Math.min(Math.min(source.remaining(), block.length - at), capacity - length);
            source.get(block, at, count);
            length += count;
        }
    }

    private byte[] blockFor(int wanted) {
        int index = (int) (length / BLOCK);
        int at = (int) (length % BLOCK);
        if (index == blocks.size()) {
            blocks.add(new byte[index == 0 ? Math.min(BLOCK, Math.max(FIRST, wanted)) : BLOCK]);
        } else if (at == blocks.get(index).length) {
            int larger = (int) Math.min(BLOCK, Math.max(4L * at, (long) at + wanted));
            blocks.set(index, Arrays.copyOf(blocks.get(index), larger));
        }
        return blocks.get(index);
    }

    /** Replaces bytes that are there already, from {@code offset} up to the end at most. */
    void overwrite(ByteBuffer source, long offset) {
        long at = offset;
        while (source.hasRemaining() && at < length) {
            byte[] block = blocks.get((int) (at / BLOCK));
            int inBlock = (int) (at % BLOCK);
            int count = (int) Math.min(Math.min(source.remaining(), BLOCK - inBlock), length - at);
            source.get(block, inBlock, count);
            at += count;
        }
    }

    /** Forgets what lies behind {@code newLength}. */
    void cut(long newLength) {
        length = Math.min(length, newLength);
        int needed = (int) ((length + BLOCK - 1) / BLOCK);
        blocks.subList(needed, blocks.size()).clear();
    }

    @Override
    public InputStream open() {
        List<InputStream> pieces = new ArrayList<>(blocks.size());
        forEach((bytes, offset, count) -> pieces.add(new ByteArrayInputStream(bytes, offset, count)));
        return pieces.size() == 1 ? pieces.getFirst() : new SequenceInputStream(Collections.enumeration(pieces));
    }

    @Override
    public void forEach(Sink sink) {
        long left = length;
        for (byte[] block : blocks) {
            int count = (int) Math.min(left, block.length);
            if (count > 0) {
                sink.take(block, 0, count);
            }
            left -= count;
        }
    }

    /** Gives the memory back; the bytes are gone. May be called again. */
    void release() {
        lease.close();
        blocks.clear();
        length = 0;
    }
}
