package dev.filegate.tftp;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.storage.ReadableFile;
import java.nio.ByteBuffer;

/**
 * Reads a file in pieces larger than TFTP's blocks, so that the storage and every rule around it are asked once for many blocks. Holds
 * at most {@value #PIECE} bytes.
 */
final class ReadAhead {
    private static final int PIECE = 32 * 1024;

    private final ReadableFile file;
    private final long size;
    private ByteBuffer piece = ByteBuffer.allocate(0);
    private long pieceStart;

    ReadAhead(ReadableFile file) {
        this.file = file;
        this.size = file.size();
    }

    long size() {
        return size;
    }

    /** Fills {@code target} from {@code position}; fewer bytes only at the end of the file as it was when it was opened. */
    void read(ByteBuffer target, long position) {
        long wanted = Math.min(target.remaining(), size - position);
        if (wanted <= 0) {
            return;
        }
        if (wanted > PIECE / 2) {
            readFully(target.slice(target.position(), (int) wanted), position);
            target.position(target.position() + (int) wanted);
            return;
        }
        if (position < pieceStart || position + wanted > pieceStart + piece.limit()) {
            load(position);
        }
        int offset = (int) (position - pieceStart);
        target.put(target.position(), piece, offset, (int) wanted);
        target.position(target.position() + (int) wanted);
    }

    /** Has the bytes from {@code position} on; those that are there already are kept, so that the storage gives each byte once. */
    private void load(long position) {
        int length = (int) Math.min(PIECE, size - position);
        ByteBuffer next = piece.capacity() < length ? ByteBuffer.allocate(length) : piece.duplicate();
        int kept = 0;
        if (position >= pieceStart && position < pieceStart + piece.limit()) {
            ByteBuffer tail = piece.duplicate().position((int) (position - pieceStart));
            kept = tail.remaining();
            next.clear().put(tail);
        }
        piece.limit(0);
        readFully(next.clear().position(kept).limit(length), position + kept);
        piece = next.clear().limit(length);
        pieceStart = position;
    }

    private void readFully(ByteBuffer target, long position) {
        long at = position;
        while (target.hasRemaining()) {
            int read = file.read(target, at);
            if (read <= 0) {
                throw new GatewayException(Failure.UNAVAILABLE, "the file became shorter while it was sent");
            }
            at += read;
        }
    }
}
