package dev.filegate.core.storage.rule;

import dev.filegate.core.audit.AuditContext;
import dev.filegate.core.audit.AuditEvent;
import dev.filegate.core.audit.AuditEvent.Completion;
import dev.filegate.core.audit.RunningTransfer;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.ForwardingReadable;
import dev.filegate.core.storage.ReadableFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Counts what is read from one open file and writes the download down when it is closed. It was complete when somebody read up to the
 * end, or found the end; bytes read twice count twice, because they were sent twice.
 */
final class AuditedReadable extends ForwardingReadable {
    private static final int PIECE = 32 << 10;

    private final VirtualPath path;
    private final AuditContext context;
    private final InstantSource clock;
    private final Instant opened;
    private final long size;
    private final RunningTransfer running;

    /** The rest is guarded by this: several threads may read. */
    private long first = Long.MAX_VALUE;

    private final StreamSum sum;
    private long bytes;
    private boolean reachedEnd;
    private boolean inspection;
    private boolean closed;
    private String trouble = "";

    /** @param largestSum bytes of the largest file whose checksum is computed */
    AuditedReadable(ReadableFile inner, VirtualPath path, AuditContext context, InstantSource clock, long largestSum) {
        super(inner);
        this.path = path;
        this.context = context;
        this.clock = clock;
        this.opened = clock.instant();
        this.size = inner.size();
        this.sum = new StreamSum(size <= largestSum ? largestSum : 0);
        this.running = context.begin(AuditEvent.Direction.DOWNLOAD, path, size);
    }

    @Override
    public int read(ByteBuffer target, long position) {
        try {
            running.check();
            int before = target.position();
            int count = inner().read(target, position);
            if (count > 0) {
                add(target.duplicate().position(before).limit(before + count), position);
            }
            moved(position, count);
            return count;
        } catch (GatewayException e) {
            failed(e.detail());
            throw e;
        }
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        try {
            running.check();
            long sent = sums() ? copy(position, count, target) : inner().transferTo(position, count, target);
            moved(position, sent == 0 && count > 0 ? -1 : sent);
            return sent;
        } catch (IOException e) {
            failed("the connection to the client broke");
            throw e;
        } catch (GatewayException e) {
            failed(e.detail());
            throw e;
        }
    }

    private synchronized void add(ByteBuffer content, long position) {
        if (!inspection) {
            sum.add(content, position);
        }
    }

    private synchronized boolean sums() {
        return !inspection && !sum.lost();
    }

    /** What the kernel would send by itself passes by here, because its checksum is wanted. */
    private long copy(long position, long count, WritableByteChannel target) throws IOException {
        ByteBuffer piece = ByteBuffer.allocate((int) Math.min(PIECE, Math.max(0, count)));
        if (inner().read(piece, position) < 0) {
            return 0;
        }
        piece.flip();
        int sent = piece.remaining();
        while (piece.hasRemaining()) {
            target.write(piece);
        }
        add(piece.rewind(), position);
        return sent;
    }

    /** @param count negative at the end of the file */
    private void moved(long position, long count) {
        boolean counted;
        synchronized (this) {
            first = Math.min(first, position);
            bytes += Math.max(0, count);
            reachedEnd |= count < 0 || position + count >= size;
            counted = !inspection && count > 0;
        }
        if (counted) {
            running.moved(position, count);
            context.sent(count);
        }
    }

    private synchronized void failed(String words) {
        if (trouble.isEmpty()) {
            trouble = words;
        }
    }

    @Override
    public synchronized void forInspection() {
        inspection = true;
        running.finished();
        inner().forInspection();
    }

    @Override
    public void undelivered(String reason) {
        failed(reason);
        inner().undelivered(reason);
    }

    @Override
    public void close() {
        try {
            inner().close();
        } finally {
            finish();
        }
    }

    private void finish() {
        running.finished();
        AuditEvent.Transferred event;
        synchronized (this) {
            if (closed || inspection) {
                return;
            }
            closed = true;
            Completion completion = !trouble.isEmpty()
                    ? Completion.ABORTED
                    : reachedEnd || size == 0 ? Completion.COMPLETE : Completion.PARTIAL;
            event = new AuditEvent.Transferred(
                    context.origin(),
                    AuditEvent.Direction.DOWNLOAD,
                    path,
                    first == Long.MAX_VALUE ? 0 : first,
                    bytes,
                    Duration.between(opened, clock.instant()),
                    completion,
                    trouble,
                    completion == Completion.COMPLETE ? sum.of(size) : "");
        }
        context.record(event);
    }
}
