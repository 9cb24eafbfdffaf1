package dev.filegate.core.storage.rule;

import dev.filegate.core.audit.AuditContext;
import dev.filegate.core.audit.AuditEvent;
import dev.filegate.core.audit.AuditEvent.Operation;
import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.AttributeChange;
import dev.filegate.core.storage.DirectoryCursor;
import dev.filegate.core.storage.FileInfo;
import dev.filegate.core.storage.ForwardingStorage;
import dev.filegate.core.storage.Links;
import dev.filegate.core.storage.ReadableFile;
import dev.filegate.core.storage.RenameMode;
import dev.filegate.core.storage.SpaceInfo;
import dev.filegate.core.storage.Storage;
import dev.filegate.core.storage.WritableFile;
import dev.filegate.core.storage.WriteMode;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * Writes down every transfer, every change and every refusal. Looking around (stat, list, readlink, space) is written down only when it
 * was refused for want of permission: clients probe for files that are not there all the time.
 */
public final class AuditedStorage extends ForwardingStorage {
    private final AuditContext context;
    private final InstantSource clock;
    private final long largestSum;

    /** Without checksums of what is transferred. */
    public AuditedStorage(Storage inner, AuditContext context, InstantSource clock) {
        this(inner, context, clock, 0);
    }

    /** @param largestSum bytes of the largest transfer whose SHA-256 is computed as it passes; 0 for none */
    public AuditedStorage(Storage inner, AuditContext context, InstantSource clock, long largestSum) {
        super(inner);
        this.context = context;
        this.clock = clock;
        this.largestSum = largestSum;
    }

    @Override
    public FileInfo stat(VirtualPath path, Links links) {
        return look(Operation.STAT, path, () -> inner().stat(path, links));
    }

    @Override
    public DirectoryCursor list(VirtualPath directory) {
        return look(Operation.LIST, directory, () -> inner().list(directory));
    }

    @Override
    public ReadableFile openForRead(VirtualPath path) {
        return watch(
                Operation.READ,
                path,
                () -> new AuditedReadable(inner().openForRead(path), path, context, clock, largestSum));
    }

    @Override
    public WritableFile openForWrite(VirtualPath path, WriteMode mode) {
        return watch(
                Operation.WRITE,
                path,
                () -> new AuditedWritable(inner().openForWrite(path, mode), path, context, clock, sumOf(mode)));
    }

    /** Only what is written from the beginning has a checksum of its own. */
    private StreamSum sumOf(WriteMode mode) {
        return switch (mode) {
            case WriteMode.CreateNew _, WriteMode.Replace _ -> new StreamSum(largestSum);
            case WriteMode.Append _, WriteMode.ResumeAt _, WriteMode.InPlace _ -> new StreamSum(0);
        };
    }

    @Override
    public void createDirectory(VirtualPath path) {
        change(Operation.MKDIR, path, "", () -> inner().createDirectory(path));
    }

    @Override
    public void deleteFile(VirtualPath path) {
        change(Operation.DELETE, path, "", () -> inner().deleteFile(path));
    }

    @Override
    public void deleteDirectory(VirtualPath path) {
        change(Operation.RMDIR, path, "", () -> inner().deleteDirectory(path));
    }

    @Override
    public void rename(VirtualPath from, VirtualPath to, RenameMode mode) {
        change(Operation.RENAME, from, to.toString(), () -> inner().rename(from, to, mode));
    }

    @Override
    public void setAttributes(VirtualPath path, AttributeChange change) {
        change(Operation.ATTRIBUTES, path, words(change), () -> inner().setAttributes(path, change));
    }

    @Override
    public void copy(VirtualPath from, VirtualPath to) {
        change(Operation.COPY, from, to.toString(), () -> inner().copy(from, to));
    }

    @Override
    public String readLink(VirtualPath link) {
        return look(Operation.READLINK, link, () -> inner().readLink(link));
    }

    @Override
    public void createSymbolicLink(VirtualPath link, String target) {
        change(Operation.SYMLINK, link, target, () -> inner().createSymbolicLink(link, target));
    }

    @Override
    public void createHardLink(VirtualPath link, VirtualPath existing) {
        change(Operation.HARDLINK, link, existing.toString(), () -> inner().createHardLink(link, existing));
    }

    @Override
    public SpaceInfo space(VirtualPath path) {
        return look(Operation.SPACE, path, () -> inner().space(path));
    }

    private void change(Operation operation, VirtualPath path, String target, Runnable action) {
        watch(operation, path, () -> {
            action.run();
            return operation;
        });
        context.record(new AuditEvent.Changed(context.origin(), operation, path, target));
    }

    private <T> T look(Operation operation, VirtualPath path, Supplier<T> action) {
        try {
            return action.get();
        } catch (GatewayException e) {
            if (e.failure() == Failure.PERMISSION_DENIED) {
                refused(operation, path, e);
            }
            throw e;
        }
    }

    private <T> T watch(Operation operation, VirtualPath path, Supplier<T> action) {
        try {
            return action.get();
        } catch (GatewayException e) {
            refused(operation, path, e);
            throw e;
        }
    }

    private void refused(Operation operation, VirtualPath path, GatewayException e) {
        context.record(new AuditEvent.Refused(context.origin(), operation, path, e.failure(), e.detail(), e.rule()));
    }

    private static String words(AttributeChange change) {
        StringBuilder words = new StringBuilder();
        if (change.hasMode()) {
            words.append(" mode=").append(Integer.toOctalString(change.mode()));
        }
        if (change.hasOwner()) {
            words.append(" owner=").append(change.owner()).append(" group=").append(change.group());
        }
        if (change.hasModified()) {
            words.append(" modified=").append(change.modified());
        }
        if (change.hasAccessed()) {
            words.append(" accessed=").append(change.accessed());
        }
        if (change.hasSize()) {
            words.append(" size=").append(change.size());
        }
        return words.toString().strip();
    }
}
