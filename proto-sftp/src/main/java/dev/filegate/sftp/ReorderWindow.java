package dev.filegate.sftp;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import java.nio.ByteBuffer;
import java.util.TreeMap;

/**
 * Writes that came before their turn, for storages that only take bytes in order. Pipelining clients swap neighbours; what is further
 * ahead than the room left is refused. The room is shared by all uploads of a channel. Confined to one channel.
 */
final class ReorderWindow {
    private final Room room;
    private final TreeMap<Long, byte[]> early = new TreeMap<>();

    ReorderWindow(Room room) {
        this.room = room;
    }

    /** Bytes that the uploads of one channel may hold back together. */
    static final class Room {
        private int left;

        Room(int bytes) {
            this.left = bytes;
        }
    }

    /** Keeps a copy until {@link #take} asks for it. UNSUPPORTED when there is no room. */
    void keep(ByteBuffer data, long offset) {
        if (data.remaining() > room.left || early.containsKey(offset)) {
            throw new GatewayException(
                    Failure.UNSUPPORTED,
                    "this storage takes files from front to back; the write at " + offset + " is too far out of order");
        }
        byte[] copy = new byte[data.remaining()];
        data.get(copy);
        room.left -= copy.length;
        early.put(offset, copy);
    }

    /** What was kept for exactly that offset; no bytes if nothing was. */
    ByteBuffer take(long offset) {
        byte[] kept = early.remove(offset);
        if (kept == null) {
            return ByteBuffer.allocate(0);
        }
        room.left += kept.length;
        return ByteBuffer.wrap(kept);
    }

    boolean isEmpty() {
        return early.isEmpty();
    }

    /** Where the first write lies that still waits. */
    long firstOffset() {
        return early.firstKey();
    }

    void clear() {
        early.values().forEach(kept -> room.left += kept.length);
        early.clear();
    }
}
