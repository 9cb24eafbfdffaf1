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
    private final VirtualPath path;
    private final AuditContext context;
    private final InstantSource clock;
    private final Instant opened;
    private final long size;
    private final RunningTransfer running;

    /** The rest is guarded by this: several threads may read. */
    private long first = Long.MAX_VALUE;

    private long bytes;
    private boolean reachedEnd;
    private boolean inspection;
    private boolean closed;
    private String trouble = "";

    AuditedReadable(ReadableFile inner, VirtualPath path, AuditContext context, InstantSource clock) {
        super(inner);
        this.path = path;
        this.context = context;
        this.clock = clock;
        this.opened = clock.instant();
        this.size = inner.size();
        this.running = context.begin(AuditEvent.Direction.DOWNLOAD, path, size);
    }

    @Override
    public int read(ByteBuffer target, long position) {
        try {
            running.check();
            int count = inner().read(target, position);
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
            long sent = inner().transferTo(position, count, target);
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
                    trouble);
        }
        context.record(event);
    }
}
