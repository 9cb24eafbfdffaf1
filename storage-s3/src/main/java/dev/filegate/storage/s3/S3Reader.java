package dev.filegate.storage.s3;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.ReadableFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import org.jspecify.annotations.Nullable;

/** An open object. What is read is of the version that was opened; when that is gone, reading fails and never mixes versions. */
final class S3Reader implements ReadableFile {
    private static final int ALONE = 256 << 10;
    private static final int WRITE = 256 << 10;

    private final ObjectReads reads;
    private final VirtualPath path;
    private final ObjectInfo object;
    private final ByteBuffer first;
    private final MemoryBudget.@Nullable Lease lease;
    private final ReadAhead ahead;
    private final ContentCheck check;

    S3Reader(ObjectReads reads, VirtualPath path, ObjectReads.Opened opened) {
        this.reads = reads;
        this.path = path;
        this.object = opened.object();
        this.first = opened.first();
        this.lease = opened.lease();
        WholeSum sum = new WholeSum(first);
        this.ahead = new ReadAhead(reads, path, object, sum);
        this.check = new ContentCheck(reads, path, object, sum);
    }

    @Override
    public long size() {
        return object.size();
    }

    @Override
    public String knownSha256() {
        return S3Failures.at(path, () -> reads.sums().sha256(object));
    }

    @Override
    public int read(ByteBuffer target, long position) {
        if (position >= size()) {
            return -1;
        }
        int total = 0;
        while (target.hasRemaining() && position + total < size()) {
            ByteBuffer piece = piece(position + total, target.remaining());
            piece.limit(piece.position() + Math.min(piece.remaining(), target.remaining()));
            total += piece.remaining();
            target.put(piece);
        }
        return total;
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        if (position >= size() || count <= 0) {
            return 0;
        }
        ByteBuffer piece = piece(position, (int) Math.min(count, ALONE));
        int sent = (int) Math.min(piece.remaining(), count);
        int end = piece.position() + sent;
        while (piece.position() < end) {
            piece.limit(Math.min(end, piece.position() + WRITE));
            while (piece.hasRemaining()) {
                target.write(piece);
            }
        }
        return sent;
    }

    /** Some bytes from {@code position} on, at least one. */
    private ByteBuffer piece(long position, int wanted) {
        if (position < first.limit()) {
            ahead.at(position, Math.min(wanted, (int) (first.limit() - position)));
            return first.duplicate().position((int) position);
        }
        try {
            Segment segment = ahead.at(position, wanted);
            if (segment == null) {
                return alone(position, wanted);
            }
            check.passes(segment, ahead);
            ByteBuffer fetched = segment.from(position);
            return fetched == null ? alone(position, wanted) : fetched;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw S3Failures.of(path, Failure.UNAVAILABLE, "interrupted while it was read");
        }
    }

    private ByteBuffer alone(long position, int wanted) {
        int length = (int) Math.min(Math.min(wanted, ALONE), size() - position);
        byte[] bytes = new byte[length];
        reads.fetch(path, object, position, bytes, length, ObjectReads.Progress.UNWATCHED);
        return ByteBuffer.wrap(bytes);
    }

    @Override
    public void close() {
        ahead.close();
        if (lease != null) {
            lease.close();
        }
    }
}
