package dev.filegate.sftp.wire;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Replies being written, laid out as the transport will send them: chunks no longer than one transport packet, each with free room in
 * front and behind for that packet's header, padding and authentication code. File bytes are read straight into place, and nothing is
 * copied afterwards. Confined to one thread at a time.
 */
public final class ReplyBuffer {
    private static final int FIRST_ROOM = 256;

    private final int headroom;
    private final int payload;
    private final int tailroom;
    private final List<byte[]> chunks = new ArrayList<>();
    private long position;

    /**
     * @param headroom free bytes in front of each chunk
     * @param payload bytes of replies in one chunk, at most
     * @param tailroom free bytes behind each chunk
     */
    public ReplyBuffer(int headroom, int payload, int tailroom) {
        this.headroom = headroom;
        this.payload = payload;
        this.tailroom = tailroom;
    }

    /** Bytes written and not drained. */
    public long size() {
        return position;
    }

    /** Takes everything out, in order: heap buffers whose content lies between the free room in front and behind. */
    public List<ByteBuffer> drain() {
        List<ByteBuffer> drained = new ArrayList<>(chunks.size());
        long left = position;
        for (byte[] chunk : chunks) {
            int length = (int) Math.min(left, payload);
            if (length > 0) {
                drained.add(ByteBuffer.wrap(chunk, headroom, length));
            }
            left -= length;
        }
        chunks.clear();
        position = 0;
        return drained;
    }

    /** Forgets everything written since {@code size()} was {@code mark}. */
    void truncate(long mark) {
        position = mark;
    }

    void putByte(int value) {
        byte[] chunk = room(1);
        chunk[at()] = (byte) value;
        position++;
    }

    void putInt(int value) {
        putByte(value >>> 24);
        putByte(value >>> 16);
        putByte(value >>> 8);
        putByte(value);
    }

    void putLong(long value) {
        putInt((int) (value >>> 32));
        putInt((int) value);
    }

    void putBytes(byte[] bytes) {
        int done = 0;
        while (done < bytes.length) {
            byte[] chunk = room(bytes.length - done);
            int count = Math.min(bytes.length - done, payload - offset());
            System.arraycopy(bytes, done, chunk, at(), count);
            position += count;
            done += count;
        }
    }

    void putString(byte[] bytes) {
        putInt(bytes.length);
        putBytes(bytes);
    }

    /** Overwrites four bytes written before. */
    void patchInt(long where, int value) {
        for (int i = 0; i < Integer.BYTES; i++) {
            long absolute = where + i;
            chunks.get((int) (absolute / payload))[headroom + (int) (absolute % payload)] =
                    (byte) (value >>> (24 - 8 * i));
        }
    }

    /**
     * Reads up to {@code length} bytes of a file straight into place.
     *
     * @return how many there were; 0 at or beyond the end
     */
    int putFrom(DataSource source, long from, int length) {
        int done = 0;
        while (done < length) {
            byte[] chunk = room(length - done);
            int count = Math.min(length - done, payload - offset());
            int got = source.read(ByteBuffer.wrap(chunk, at(), count), from + done);
            if (got <= 0) {
                break;
            }
            position += got;
            done += got;
        }
        return done;
    }

    private int offset() {
        return (int) (position % payload);
    }

    private int at() {
        return headroom + offset();
    }

    /** The chunk that the next byte goes into, with room for {@code wanted} bytes or as many as fit into a chunk. */
    private byte[] room(int wanted) {
        int index = (int) (position / payload);
        int needed = Math.min(payload, offset() + wanted);
        if (index == chunks.size()) {
            chunks.add(new byte[headroom + Math.min(payload, Math.max(FIRST_ROOM, needed)) + tailroom]);
        }
        byte[] chunk = chunks.get(index);
        int has = chunk.length - headroom - tailroom;
        if (has < needed) {
            int grown = headroom + Math.min(payload, Math.max(needed, has * 2)) + tailroom;
            chunk = Arrays.copyOf(chunk, grown);
            chunks.set(index, chunk);
        }
        return chunk;
    }
}
