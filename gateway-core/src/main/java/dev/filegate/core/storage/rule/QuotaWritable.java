package dev.filegate.core.storage.rule;

import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.AttributeChange;
import dev.filegate.core.storage.ForwardingWritable;
import dev.filegate.core.storage.WritableFile;
import java.nio.ByteBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An upload that pays for its bytes before it writes them. What it will replace counts as paid; what really is replaced is found out at
 * the commit, when nobody else can change it.
 */
final class QuotaWritable extends ForwardingWritable {
    private static final Logger LOG = LoggerFactory.getLogger(QuotaWritable.class);

    private final VirtualPath path;
    private final QuotaAccount account;
    /** Size of the file that stood there when the upload began: its bytes may be used again. */
    private final long credit;
    /** What the ledger holds for this upload. */
    private long reservedBytes;

    private long reservedFiles;
    /** Size the file will have. */
    private long end;

    /** What the ledger knows to be reserved for an upload that runs. */
    private long runningBytes;

    private long runningFiles;

    private boolean settled;

    /**
     * @param reservedBytes what the ledger holds already, for the interrupted upload that is continued or replaced
     * @param reservedFiles 1 when the path is free, else 0
     */
    QuotaWritable(
            WritableFile inner,
            VirtualPath path,
            QuotaAccount account,
            long credit,
            long reservedBytes,
            long reservedFiles) {
        super(inner);
        this.path = path;
        this.account = account;
        this.credit = credit;
        this.reservedBytes = reservedBytes;
        this.reservedFiles = reservedFiles;
        run(reservedBytes, reservedFiles);
    }

    private void run(long bytes, long files) {
        runningBytes += bytes;
        runningFiles += files;
        account.book().running(bytes, files);
    }

    /** A recount finds now itself what became of it. */
    private void ran() {
        account.book().running(-runningBytes, -runningFiles);
    }

    /** Pays for what the upload begins with: the head of a file it appends to, or of an interrupted upload. */
    void payForHead() {
        reach(inner().position());
    }

    private void reach(long newEnd) {
        long missing = newEnd - credit - reservedBytes;
        if (missing > 0) {
            account.reserveRunning(path, missing);
            reservedBytes += missing;
            runningBytes += missing;
        }
        end = Math.max(end, newEnd);
    }

    @Override
    public void write(ByteBuffer source, long position) {
        reach(position + source.remaining());
        inner().write(source, position);
    }

    @Override
    public void setAttributes(AttributeChange change) {
        if (change.hasSize()) {
            reach(change.size());
        }
        inner().setAttributes(change);
        if (change.hasSize()) {
            end = change.size();
        }
    }

    @Override
    public void commit() {
        try (QuotaLedger.Hold _ = account.hold(path)) {
            long bytes = end - account.committedSize(path);
            long files = 1 - account.committedFiles(path);
            long missingBytes = Math.max(0, bytes - reservedBytes);
            long missingFiles = Math.max(0, files - reservedFiles);
            account.reserve(path, missingBytes, missingFiles);
            reservedBytes += missingBytes;
            reservedFiles += missingFiles;
            inner().commit();
            settled = true;
            ran();
            account.settle(bytes - reservedBytes, files - reservedFiles);
            account.settle(-account.book().keepPartial(path, 0), 0);
        }
    }

    @Override
    public void close() {
        try {
            inner().close();
        } finally {
            if (!settled) {
                settled = true;
                settleAbandoned();
            }
        }
    }

    /**
     * What can be resumed stays paid for. When the file that it was to replace has gone meanwhile, that may be more than was paid so far,
     * and when there is no room for it, it is not kept.
     */
    private void settleAbandoned() {
        try (QuotaLedger.Hold _ = account.hold(path)) {
            ran();
            long kept = leftToResume();
            long paid = reservedBytes + account.book().keepPartial(path, 0);
            if (kept > paid && !reserveMore(kept - paid)) {
                account.dropPartial(path);
                kept = 0;
            } else {
                paid = Math.max(paid, kept);
            }
            account.book().keepPartial(path, kept);
            account.settle(kept - paid, -reservedFiles);
        }
    }

    /** Closing never fails: a ledger that cannot be asked is taken to have no room. */
    private boolean reserveMore(long bytes) {
        try {
            return account.book().reserve(bytes, 0);
        } catch (GatewayException e) {
            LOG.warn("what is left of an upload is not kept, because the figures of the quota cannot be asked", e);
            return false;
        }
    }

    /** Closing never fails: a storage that does not answer is taken to have kept nothing. */
    private long leftToResume() {
        try {
            return account.partialSize(path);
        } catch (GatewayException e) {
            LOG.warn("what is left of an upload is not charged, because the storage does not answer", e);
            return 0;
        }
    }
}
