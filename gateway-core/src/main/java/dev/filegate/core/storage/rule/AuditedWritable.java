package dev.filegate.core.storage.rule;

import dev.filegate.core.audit.AuditContext;
import dev.filegate.core.audit.AuditEvent;
import dev.filegate.core.audit.AuditEvent.Completion;
import dev.filegate.core.audit.RunningTransfer;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.failure.Rule;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.AttributeChange;
import dev.filegate.core.storage.ForwardingWritable;
import dev.filegate.core.storage.WritableFile;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Counts what is written in one upload and writes it down when it is closed: complete if it was committed. When a rule ends it half-way,
 * as a quota does, the refusal is written down at once, with the rule.
 */
final class AuditedWritable extends ForwardingWritable {
    private final VirtualPath path;
    private final AuditContext context;
    private final InstantSource clock;
    private final Instant opened;
    private final long offset;
    private final RunningTransfer running;
    private final StreamSum sum;
    private long bytes;
    private boolean committed;
    private boolean closed;
    private String trouble = "";

    AuditedWritable(WritableFile inner, VirtualPath path, AuditContext context, InstantSource clock, StreamSum sum) {
        super(inner);
        this.path = path;
        this.context = context;
        this.clock = clock;
        this.opened = clock.instant();
        this.offset = inner.position();
        this.sum = sum;
        this.running = context.begin(AuditEvent.Direction.UPLOAD, path, -1);
    }

    @Override
    public void write(ByteBuffer source, long position) {
        int before = source.remaining();
        ByteBuffer content = source.duplicate();
        try {
            running.check();
            inner().write(source, position);
            sum.add(content, position);
        } catch (GatewayException e) {
            failed(e);
            throw e;
        } finally {
            int written = before - source.remaining();
            bytes += written;
            running.moved(position, written);
            context.received(written);
        }
    }

    @Override
    public int read(ByteBuffer target, long position) {
        int count = inner().read(target, position);
        if (count > 0) {
            context.sent(count);
        }
        return count;
    }

    @Override
    public void setAttributes(AttributeChange change) {
        try {
            inner().setAttributes(change);
            if (change.hasSize() && change.size() != bytes) {
                sum.giveUp();
            }
        } catch (GatewayException e) {
            failed(e);
            throw e;
        }
    }

    @Override
    public void commit() {
        try {
            running.check();
            inner().commit();
            committed = true;
        } catch (GatewayException e) {
            failed(e);
            throw e;
        }
    }

    private void failed(GatewayException e) {
        if (trouble.isEmpty()) {
            trouble = e.detail();
            if (e.rule() != Rule.STORAGE) {
                context.record(new AuditEvent.Refused(
                        context.origin(), AuditEvent.Operation.WRITE, path, e.failure(), e.detail(), e.rule()));
            }
        }
    }

    @Override
    public void close() {
        try {
            inner().close();
        } finally {
            running.finished();
            if (!closed) {
                closed = true;
                finish();
            }
        }
    }

    private void finish() {
        String detail = committed ? "" : trouble.isEmpty() ? "the upload was not finished" : trouble;
        context.record(new AuditEvent.Transferred(
                context.origin(),
                AuditEvent.Direction.UPLOAD,
                path,
                offset,
                bytes,
                Duration.between(opened, clock.instant()),
                committed ? Completion.COMPLETE : Completion.ABORTED,
                detail,
                committed ? sum.of(bytes) : ""));
    }
}
