package dev.filegate.core.storage.rule;

import dev.filegate.core.account.Account;
import dev.filegate.core.account.Permission;
import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.failure.Rule;
import dev.filegate.core.path.NameCodec;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.AttributeChange;
import dev.filegate.core.storage.DirectoryCursor;
import dev.filegate.core.storage.FileInfo;
import dev.filegate.core.storage.ForwardingStorage;
import dev.filegate.core.storage.Links;
import dev.filegate.core.storage.ReadableFile;
import dev.filegate.core.storage.RenameMode;
import dev.filegate.core.storage.Storage;
import dev.filegate.core.storage.WritableFile;
import dev.filegate.core.storage.WriteMode;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Lets an account do what its permissions allow where they hold, and refuses the rest in words that name the permission.
 *
 * <ul>
 *   <li>Looking at a directory ({@code stat}, CWD) needs any permission there, since an upload-only account must find its way. Looking at a
 *       file needs {@code list}, {@code read} or one of those that write, so that clients can ask the size of what they sent.
 *   <li>Where {@code overwrite} is missing, whatever would replace a file becomes its non-replacing form, so that two sessions cannot get
 *       around it together: REPLACE becomes CREATE_NEW, a replacing rename a plain one.
 *   <li>Continuing an own interrupted upload is part of {@code write}. Going on after the end of a committed file needs {@code append},
 *       going on before its end {@code overwrite}.
 *   <li>Attributes sent with an upload are dropped without {@code attributes}; the upload must not fail for them.
 *   <li>A rename needs {@code rename} in both places and nothing else, {@code overwrite} at the target when a file is there.
 * </ul>
 */
public final class PermittedStorage extends ForwardingStorage {
    private static final Set<Permission> SEES_FILES =
            EnumSet.of(Permission.LIST, Permission.READ, Permission.WRITE, Permission.OVERWRITE, Permission.APPEND);

    private final Account account;

    public PermittedStorage(Storage inner, Account account) {
        super(inner);
        this.account = account;
    }

    @Override
    public FileInfo stat(VirtualPath path, Links links) {
        Set<Permission> granted = account.permissionsAt(path);
        if (granted.isEmpty()) {
            throw refusal(path, Permission.LIST);
        }
        if (granted.stream().anyMatch(SEES_FILES::contains)) {
            return inner().stat(path, links);
        }
        return Looks.at(inner(), path, links)
                .filter(FileInfo::isDirectory)
                .orElseThrow(() -> refusal(path, Permission.LIST));
    }

    @Override
    public DirectoryCursor list(VirtualPath directory) {
        need(directory, Permission.LIST);
        return inner().list(directory);
    }

    @Override
    public ReadableFile openForRead(VirtualPath path) {
        need(path, Permission.READ);
        return inner().openForRead(path);
    }

    @Override
    public WritableFile openForWrite(VirtualPath path, WriteMode mode) {
        WritableFile file = switch (mode) {
            case WriteMode.CreateNew create -> {
                need(path, Permission.WRITE);
                yield inner().openForWrite(path, create);
            }
            case WriteMode.Replace replace -> replace(path, replace);
            case WriteMode.Append append -> goOn(path, append, Long.MAX_VALUE);
            case WriteMode.ResumeAt(long offset) when offset == 0 -> replace(path, mode);
            case WriteMode.ResumeAt resume -> goOn(path, resume, resume.offset());
            case WriteMode.InPlace inPlace -> {
                need(path, Permission.OVERWRITE);
                yield inner().openForWrite(path, inPlace);
            }
        };
        return new PermittedWritable(file, path, account.permissionsAt(path));
    }

    private WritableFile replace(VirtualPath path, WriteMode mode) {
        boolean write = has(path, Permission.WRITE);
        boolean overwrite = has(path, Permission.OVERWRITE);
        if (write && overwrite) {
            return inner().openForWrite(path, mode);
        }
        if (write) {
            return refusingToReplace(path, () -> inner().openForWrite(path, new WriteMode.CreateNew()));
        }
        if (overwrite && committed(path).isPresent()) {
            return inner().openForWrite(path, mode);
        }
        throw refusal(path, Permission.WRITE);
    }

    /** @param offset where it goes on; {@link Long#MAX_VALUE} for the end */
    private WritableFile goOn(VirtualPath path, WriteMode mode, long offset) {
        Optional<FileInfo> there = committed(path);
        if (there.isEmpty()) {
            need(path, Permission.WRITE);
            WritableFile file = inner().openForWrite(path, mode);
            return has(path, Permission.OVERWRITE)
                    ? file
                    : new NewFileOnly(file, inner(), path, () -> refusal(path, Permission.OVERWRITE));
        }
        if (!has(path, Permission.OVERWRITE)) {
            need(path, offset >= there.get().size() ? Permission.APPEND : Permission.OVERWRITE);
        } else if (offset == Long.MAX_VALUE) {
            need(path, Permission.APPEND);
        }
        return inner().openForWrite(path, mode);
    }

    @Override
    public void createDirectory(VirtualPath path) {
        need(path, Permission.MKDIR);
        inner().createDirectory(path);
    }

    @Override
    public void deleteFile(VirtualPath path) {
        need(path, Permission.DELETE);
        inner().deleteFile(path);
    }

    @Override
    public void deleteDirectory(VirtualPath path) {
        need(path, Permission.RMDIR);
        inner().deleteDirectory(path);
    }

    @Override
    public void rename(VirtualPath from, VirtualPath to, RenameMode mode) {
        need(from, Permission.RENAME);
        need(to, Permission.RENAME);
        if (mode == RenameMode.REPLACE && !has(to, Permission.OVERWRITE)) {
            refusingToReplace(to, () -> {
                inner().rename(from, to, RenameMode.NO_REPLACE);
                return to;
            });
        } else {
            inner().rename(from, to, mode);
        }
    }

    @Override
    public void setAttributes(VirtualPath path, AttributeChange change) {
        if (change.hasSize()) {
            need(path, Permission.OVERWRITE);
        }
        if (!change.hasSize() || setsMoreThanSize(change)) {
            need(path, Permission.ATTRIBUTES);
        }
        inner().setAttributes(path, change);
    }

    static boolean setsMoreThanSize(AttributeChange change) {
        return change.hasMode() || change.hasOwner() || change.hasModified() || change.hasAccessed();
    }

    @Override
    public void copy(VirtualPath from, VirtualPath to) {
        need(from, Permission.READ);
        if (!has(to, Permission.WRITE) || !has(to, Permission.OVERWRITE)) {
            need(to, committed(to).isPresent() ? Permission.OVERWRITE : Permission.WRITE);
        }
        inner().copy(from, to);
    }

    @Override
    public String readLink(VirtualPath link) {
        need(link, Permission.LINK);
        return inner().readLink(link);
    }

    @Override
    public void createSymbolicLink(VirtualPath link, String target) {
        need(link, Permission.LINK);
        inner().createSymbolicLink(link, target);
    }

    @Override
    public void createHardLink(VirtualPath link, VirtualPath existing) {
        need(link, Permission.LINK);
        need(existing, Permission.LINK);
        inner().createHardLink(link, existing);
    }

    private boolean has(VirtualPath path, Permission permission) {
        return account.permissionsAt(path).contains(permission);
    }

    private void need(VirtualPath path, Permission permission) {
        if (!has(path, permission)) {
            throw refusal(path, permission);
        }
    }

    static GatewayException refusal(VirtualPath path, Permission permission) {
        return new GatewayException(
                Failure.PERMISSION_DENIED,
                NameCodec.printable(path.toString()) + ": permission \"" + permission.word() + "\" is not granted here",
                Rule.PERMISSIONS);
    }

    /** That the name is taken is the backend's reason; the rule's is that it may not be taken over. */
    private static <T> T refusingToReplace(VirtualPath path, Supplier<T> action) {
        try {
            return action.get();
        } catch (GatewayException e) {
            throw e.failure() == Failure.ALREADY_EXISTS ? refusal(path, Permission.OVERWRITE) : e;
        }
    }

    private Optional<FileInfo> committed(VirtualPath path) {
        return Looks.committed(inner(), path);
    }
}
