package dev.filegate.core.storage.rule;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.ForwardingWritable;
import dev.filegate.core.storage.WritableFile;
import java.nio.ByteBuffer;

/** An upload taken at a rate: the client is slowed down because its bytes are not read. */
final class ThrottledWritable extends ForwardingWritable {
    private final VirtualPath path;
    private final TokenBucket bucket;

    ThrottledWritable(WritableFile inner, VirtualPath path, TokenBucket bucket) {
        super(inner);
        this.path = path;
        this.bucket = bucket;
    }

    @Override
    public void write(ByteBuffer source, long position) {
        int end = source.limit();
        long at = position;
        try {
            do {
                int piece = (int) bucket.piece(end - source.position());
                if (!bucket.take(piece)) {
                    throw new GatewayException(Failure.UNAVAILABLE, path + ": the session was ended");
                }
                source.limit(source.position() + piece);
                inner().write(source, at);
                at += piece;
                source.limit(end);
            } while (source.hasRemaining());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GatewayException(Failure.UNAVAILABLE, path + ": the session was ended", e);
        } finally {
            source.limit(end);
        }
    }
}
