package dev.filegate.storage.s3;

import dev.filegate.storage.s3.MemoryBudget.Lease;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that came ahead of a gap, until the gap is filled. Pieces never overlap: what comes later wins. Bounded by whoever puts, and by
 * the memory of the process. Used by one thread at a time.
 */
final class Reordering {
    private record Piece(ByteBuffer bytes, Lease lease) {}

    private final S3Memory memory;
    private final TreeMap<Long, Piece> pieces = new TreeMap<>();

    Reordering(S3Memory memory) {
        this.memory = memory;
    }

    boolean isEmpty() {
        return pieces.isEmpty();
    }

    /** Where the first piece begins. */
    long first() {
        return pieces.firstKey();
    }

    /** Keeps a copy of all remaining bytes. False when there is no memory for it. */
    boolean put(ByteBuffer source, long position) {
        Lease lease = memory.outOfOrder(source.remaining());
        if (lease == null) {
            return false;
        }
        long end = position + source.remaining();
        ByteBuffer copy = ByteBuffer.allocate(source.remaining()).put(source).flip();
        makeRoom(position, end);
        pieces.put(position, new Piece(copy, lease));
        return true;
    }

    /** Cuts what is there already between two positions. What a piece is cut into shares its memory, which the last to go gives back. */
    private void makeRoom(long from, long to) {
        Map.Entry<Long, Piece> before = pieces.lowerEntry(from);
        if (before != null && end(before) > from) {
            splitAround(before, from, to);
        }
        for (long inside : List.copyOf(pieces.subMap(from, to).keySet())) {
            splitAround(Objects.requireNonNull(pieces.floorEntry(inside)), from, to);
        }
    }

    /** @param entry a snapshot, as the look-ups of a tree map return and its views do not */
    private void splitAround(Map.Entry<Long, Piece> entry, long from, long to) {
        long start = entry.getKey();
        ByteBuffer bytes = entry.getValue().bytes();
        pieces.remove(start);
        List<Map.Entry<Long, ByteBuffer>> rest = new ArrayList<>();
        if (start < from) {
            rest.add(Map.entry(start, copy(bytes, 0, (int) (from - start))));
        }
        if (end(entry) > to) {
            rest.add(Map.entry(to, copy(bytes, (int) (to - start), bytes.remaining() - (int) (to - start))));
        }
        entry.getValue().lease().close();
        for (Map.Entry<Long, ByteBuffer> piece : rest) {
            // No more than was just given back, unless somebody else was faster: then it counts as not having come.
            Lease lease = memory.outOfOrder(piece.getValue().remaining());
            if (lease != null) {
                pieces.put(piece.getKey(), new Piece(piece.getValue(), lease));
            }
        }
    }

    private static ByteBuffer copy(ByteBuffer bytes, int offset, int length) {
        return ByteBuffer.allocate(length)
                .put(bytes.slice(bytes.position() + offset, length))
                .flip();
    }

    private static long end(Map.Entry<Long, Piece> entry) {
        return entry.getKey() + entry.getValue().bytes().remaining();
    }

    /** Takes out the piece that goes on at {@code position}; null when there is still a gap. The memory counts as given back. */
    @Nullable
    ByteBuffer next(long position) {
        Map.Entry<Long, Piece> first = pieces.firstEntry();
        if (first == null || first.getKey() > position) {
            return null;
        }
        pieces.pollFirstEntry();
        first.getValue().lease().close();
        ByteBuffer bytes = first.getValue().bytes();
        long known = position - first.getKey();
        return known >= bytes.remaining()
                ? ByteBuffer.allocate(0)
                : bytes.position(bytes.position() + (int) known).slice();
    }

    void clear() {
        pieces.values().forEach(piece -> piece.lease().close());
        pieces.clear();
    }
}
