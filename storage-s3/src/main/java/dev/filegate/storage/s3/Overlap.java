package dev.filegate.storage.s3;

import java.nio.ByteBuffer;

/**
 * The last bytes that were stored, at most {@value #MAX}. S3 gives nobody the parts of an unfinished upload back; by these the gateway
 * lets clients go on a little before the end, as some do to be sure, when they send the same bytes again.
 *
 * @param end where they end in the file
 * @param bytes not changed
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; a copy of the bytes would be made for every part.
record Overlap(long end, byte[] bytes) {
    static final int MAX = 64 << 10;
    static final Overlap NONE = new Overlap(0, new byte[0]);

    long start() {
        return end - bytes.length;
    }

    /** Of a part that begins at {@code position}. */
    Overlap after(Content part, long position) {
        int length = (int) Math.min(MAX, part.length());
        ByteBuffer last = ByteBuffer.allocate(length);
        long[] skipped = {part.length() - length};
        part.forEach((bytes, offset, count) -> {
            int skip = (int) Math.min(skipped[0], count);
            skipped[0] -= skip;
            last.put(bytes, offset + skip, count - skip);
        });
        return new Overlap(position + part.length(), last.array());
    }

    /** Whether these bytes at {@code position} are among the known ones, and the same. */
    boolean isSame(ByteBuffer source, long position) {
        return position >= start()
                && position + source.remaining() <= end
                && source.equals(ByteBuffer.wrap(bytes, (int) (position - start()), source.remaining()));
    }
}
