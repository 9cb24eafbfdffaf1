package dev.filegate.core.storage.rule;

import dev.filegate.core.account.Account;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.AttributeChange;
import dev.filegate.core.storage.Capability;
import dev.filegate.core.storage.FileInfo;
import dev.filegate.core.storage.ForwardingStorage;
import dev.filegate.core.storage.Links;
import dev.filegate.core.storage.QuotaUsage;
import dev.filegate.core.storage.RenameMode;
import dev.filegate.core.storage.SpaceInfo;
import dev.filegate.core.storage.Storage;
import dev.filegate.core.storage.WritableFile;
import dev.filegate.core.storage.WriteMode;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps what an account stores in its home within its quota, exactly, however many sessions write at the same time. Files in further
 * mounts are not counted, directories and links cost nothing, a file with two names counts twice. An upload is charged as it grows, and
 * refused at the write that crosses the limit; what can be resumed later stays charged.
 *
 * <p>It never claims {@link Capability#LOCAL_SPEED}, because the first use may count a whole home.
 */
public final class QuotaStorage extends ForwardingStorage {
    private static final long BLOCK_SIZE = 4096;

    private final Account owner;
    private final QuotaAccount account;

    public QuotaStorage(Storage inner, Account owner, QuotaLedger ledger) {
        super(inner);
        this.owner = owner;
        this.account = new QuotaAccount(
                ledger.open(owner.name(), owner.limits(), () -> QuotaCount.of(inner, this::counts)), inner);
    }

    /** What is stored, and what may be. */
    public QuotaUsage usage() {
        return account.book().usage();
    }

    /** Counts anew what is stored; see {@link QuotaLedger.Book#recount}. */
    public void recount() {
        account.book().recount();
    }

    private boolean counts(VirtualPath path) {
        return owner.mountOf(path).at().isRoot();
    }

    @Override
    public Set<Capability> capabilities(VirtualPath path) {
        Set<Capability> able = EnumSet.noneOf(Capability.class);
        able.addAll(inner().capabilities(path));
        able.remove(Capability.LOCAL_SPEED);
        if (limitsBytesAt(path)) {
            able.add(Capability.SPACE);
        }
        return able;
    }

    @Override
    public WritableFile openForWrite(VirtualPath path, WriteMode mode) {
        if (!counts(path)) {
            return inner().openForWrite(path, mode);
        }
        return switch (mode) {
            case WriteMode.InPlace inPlace -> new QuotaInPlace(inner().openForWrite(path, inPlace), path, account);
            case WriteMode.CreateNew _, WriteMode.Replace _, WriteMode.Append _, WriteMode.ResumeAt _ ->
                upload(path, mode);
        };
    }

    private WritableFile upload(VirtualPath path, WriteMode mode) {
        QuotaWritable upload;
        try (QuotaLedger.Hold _ = account.hold(path)) {
            long files = 1 - account.committedFiles(path);
            long credit = account.committedSize(path);
            account.reserve(path, 0, files);
            try {
                WritableFile file = inner().openForWrite(path, mode);
                long paid = account.book().keepPartial(path, 0);
                upload = new QuotaWritable(file, path, account, credit, paid, files);
            } catch (RuntimeException e) {
                account.settle(0, -files);
                throw e;
            }
        }
        try {
            upload.payForHead();
            return upload;
        } catch (RuntimeException e) {
            upload.close();
            throw e;
        }
    }

    @Override
    public void deleteFile(VirtualPath path) {
        if (!counts(path)) {
            inner().deleteFile(path);
            return;
        }
        try (QuotaLedger.Hold _ = account.hold(path)) {
            Optional<FileInfo> there = Looks.at(inner(), path, Links.KEEP);
            inner().deleteFile(path);
            there.ifPresent(gone -> released(path, gone));
        }
    }

    private void released(VirtualPath path, FileInfo gone) {
        if (gone.partial()) {
            account.settle(-account.book().keepPartial(path, 0), 0);
        } else if (gone.isFile()) {
            account.settle(-gone.size(), -1);
        }
    }

    @Override
    public void rename(VirtualPath from, VirtualPath to, RenameMode mode) {
        if (!counts(from) || !counts(to)) {
            inner().rename(from, to, mode);
            return;
        }
        try (QuotaLedger.Hold _ = account.hold(from, to)) {
            Optional<FileInfo> source = Looks.at(inner(), from, Links.KEEP);
            Optional<FileInfo> replaced = Looks.at(inner(), to, Links.KEEP);
            inner().rename(from, to, mode);
            boolean sameFile = from.equals(to)
                    || (source.isPresent() && replaced.isPresent() && same(source.get(), replaced.get()));
            if (!sameFile) {
                replaced.ifPresent(gone -> released(to, gone));
            }
            account.reviewPartial(to);
        }
    }

    /** Two names of one file: renaming one to the other does nothing (POSIX rename). */
    private static boolean same(FileInfo one, FileInfo other) {
        return !one.unique().isEmpty() && one.unique().equals(other.unique());
    }

    @Override
    public void setAttributes(VirtualPath path, AttributeChange change) {
        if (change.hasSize() && counts(path)) {
            account.resize(path, change.size(), () -> inner().setAttributes(path, change));
        } else {
            inner().setAttributes(path, change);
        }
    }

    @Override
    public void copy(VirtualPath from, VirtualPath to) {
        if (counts(to)) {
            add(to, from, () -> inner().copy(from, to));
        } else {
            inner().copy(from, to);
        }
    }

    @Override
    public void createHardLink(VirtualPath link, VirtualPath existing) {
        if (counts(link)) {
            add(link, existing, () -> inner().createHardLink(link, existing));
        } else {
            inner().createHardLink(link, existing);
        }
    }

    /** Runs an action that makes the file at {@code path}, or replaces it, by one as large as that at {@code model}. */
    private void add(VirtualPath path, VirtualPath model, Runnable action) {
        try (QuotaLedger.Hold _ = account.hold(path, model)) {
            long size = account.committedSize(model);
            long bytesBefore = account.committedSize(path);
            long filesBefore = account.committedFiles(path);
            long bytes = Math.max(0, size - bytesBefore);
            long files = 1 - filesBefore;
            account.reserve(path, bytes, files);
            try {
                action.run();
            } finally {
                account.settle(
                        account.committedSize(path) - bytesBefore - bytes,
                        account.committedFiles(path) - filesBefore - files);
                account.reviewPartial(path);
            }
        }
    }

    private boolean limitsBytesAt(VirtualPath path) {
        return owner.limits().quotaBytes() > 0 && counts(path);
    }

    /** The smaller of what the storage has and what the quota leaves. */
    @Override
    public SpaceInfo space(VirtualPath path) {
        if (!limitsBytesAt(path)) {
            return inner().space(path);
        }
        QuotaUsage usage = account.book().usage();
        long left = usage.remainingBytes();
        if (!inner().capabilities(path).contains(Capability.SPACE)) {
            inner().stat(path, Links.FOLLOW);
            return new SpaceInfo(usage.limitBytes(), left, left, usage.limitFiles(), filesLeft(usage), BLOCK_SIZE);
        }
        SpaceInfo disk = inner().space(path);
        boolean files = usage.limitFiles() > 0;
        return new SpaceInfo(
                Math.min(disk.total(), usage.limitBytes()),
                Math.min(disk.free(), left),
                Math.min(disk.available(), left),
                files ? Math.min(disk.totalFiles(), usage.limitFiles()) : disk.totalFiles(),
                files ? Math.min(disk.freeFiles(), filesLeft(usage)) : disk.freeFiles(),
                disk.blockSize());
    }

    private static long filesLeft(QuotaUsage usage) {
        return usage.limitFiles() == 0 ? 0 : usage.remainingFiles();
    }
}
