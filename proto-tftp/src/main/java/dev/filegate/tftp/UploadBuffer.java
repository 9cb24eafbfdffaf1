package dev.filegate.tftp;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.storage.WritableFile;
import java.nio.ByteBuffer;

/**
 * The bytes of an upload as they are, written in pieces larger than TFTP's blocks. Holds at most {@value #PIECE} bytes; blocks that are
 * held here may be acknowledged already, since no ACK but the last promises a file.
 */
final class UploadBuffer implements BlockSink {
    private static final int PIECE = 32 * 1024;
    private static final int FIRST_PIECE = 4 * 1024;

    private final WritableFile file;
    private final long maxSize;
    private ByteBuffer piece = ByteBuffer.allocate(0);
    private long written;

    /** @param maxSize the most bytes the file may get; 0 for no bound */
    UploadBuffer(WritableFile file, long maxSize) {
        this.file = file;
        this.maxSize = maxSize;
    }

    @Override
    public void write(ByteBuffer payload) {
        check(maxSize, written + piece.position() + payload.remaining());
        if (payload.remaining() > PIECE / 2) {
            finish();
            flush(payload);
            return;
        }
        if (piece.remaining() < payload.remaining()) {
            makeRoom(payload.remaining());
        }
        piece.put(payload);
    }

    /** The first piece is a small one: most uploads of network gear are a few kilobytes. */
    private void makeRoom(int needed) {
        boolean first = piece.capacity() == 0;
        finish();
        if (piece.capacity() < PIECE) {
            piece = ByteBuffer.allocate(first && needed <= FIRST_PIECE ? FIRST_PIECE : PIECE);
        }
    }

    @Override
    public void finish() {
        if (piece.position() > 0) {
            flush(piece.flip());
            piece.clear();
        }
    }

    private void flush(ByteBuffer bytes) {
        int length = bytes.remaining();
        file.write(bytes, written);
        written += length;
    }

    /** Refuses what is, or is announced to be, larger than allowed. */
    static void check(long maxSize, long size) {
        if (maxSize > 0 && size > maxSize) {
            throw new GatewayException(
                    Failure.QUOTA_EXCEEDED, "files of more than " + maxSize + " bytes are not taken here");
        }
    }
}
