package dev.filegate.core.storage.rule;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.ForwardingReadable;
import dev.filegate.core.storage.ReadableFile;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** A file read at a rate. Pieces are small, so that waiting is smooth; what is read for the gateway itself is not held back. */
final class ThrottledReadable extends ForwardingReadable {
    private final VirtualPath path;
    private final TokenBucket bucket;
    private volatile boolean inspection;

    ThrottledReadable(ReadableFile inner, VirtualPath path, TokenBucket bucket) {
        super(inner);
        this.path = path;
        this.bucket = bucket;
    }

    @Override
    public void forInspection() {
        inspection = true;
        inner().forInspection();
    }

    @Override
    public int read(ByteBuffer target, long position) {
        if (inspection || !target.hasRemaining()) {
            return inner().read(target, position);
        }
        int total = 0;
        while (target.hasRemaining()) {
            int count = readPiece(target, position + total);
            if (count <= 0) {
                return total == 0 ? count : total;
            }
            total += count;
        }
        return total;
    }

    private int readPiece(ByteBuffer target, long position) {
        int piece = (int) bucket.piece(target.remaining());
        int end = target.limit();
        try {
            if (!bucket.take(piece)) {
                throw new GatewayException(Failure.UNAVAILABLE, path + ": the session was ended");
            }
            target.limit(target.position() + piece);
            int count = inner().read(target, position);
            bucket.giveBack(piece - Math.max(0, count));
            return count;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GatewayException(Failure.UNAVAILABLE, path + ": the session was ended", e);
        } finally {
            target.limit(end);
        }
    }

    /** One piece per call: callers go on until they have sent all. */
    @Override
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        if (inspection || count <= 0) {
            return inner().transferTo(position, count, target);
        }
        long piece = bucket.piece(count);
        try {
            if (!bucket.take(piece)) {
                throw new InterruptedIOException("the session was ended");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            InterruptedIOException ended = new InterruptedIOException("the session was ended");
            ended.initCause(e);
            throw ended;
        }
        long sent = inner().transferTo(position, piece, target);
        bucket.giveBack(piece - sent);
        return sent;
    }
}
