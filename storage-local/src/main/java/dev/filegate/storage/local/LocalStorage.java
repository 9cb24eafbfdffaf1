package dev.filegate.storage.local;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.NameCodec;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.AttributeChange;
import dev.filegate.core.storage.Capability;
import dev.filegate.core.storage.DirectoryCursor;
import dev.filegate.core.storage.FileInfo;
import dev.filegate.core.storage.LinkTarget;
import dev.filegate.core.storage.Links;
import dev.filegate.core.storage.ReadableFile;
import dev.filegate.core.storage.RenameMode;
import dev.filegate.core.storage.SpaceInfo;
import dev.filegate.core.storage.Storage;
import dev.filegate.core.storage.WritableFile;
import dev.filegate.core.storage.WriteMode;
import java.util.Set;

/** One account's tree on a local disk. */
final class LocalStorage implements Storage {
    private static final int NEW_DIRECTORY = 0777;

    private final LocalTree tree;
    private final LinuxCalls calls;
    private final LocalUploads uploads;
    private final LocalPartials partials;
    private final FileDescriber describer;
    private final FileAttributes attributes;
    private final LocalChanges changes;
    private final Set<Capability> capabilities;
    private final String owner;

    LocalStorage(LocalTree tree, String owner, LocalParts parts) {
        this.tree = tree;
        this.calls = tree.calls();
        this.owner = owner;
        this.uploads = parts.uploads();
        this.describer = parts.describer();
        this.attributes = parts.attributes();
        this.capabilities = parts.capabilities();
        this.partials = new LocalPartials(parts.temporary(), describer, tree, owner);
        this.changes = new LocalChanges(tree, partials, parts);
    }

    /** Something that the kernel may refuse. */
    interface Operation<T> {
        T perform() throws Errno;
    }

    /** Something without a result that the kernel may refuse. */
    interface Change {
        void perform() throws Errno;
    }

    private static <T> T answer(VirtualPath path, Operation<T> operation) {
        try {
            return operation.perform();
        } catch (Errno errno) {
            throw LocalFailures.of(path, errno);
        }
    }

    private static void change(VirtualPath path, Change change) {
        try {
            change.perform();
        } catch (Errno errno) {
            throw LocalFailures.of(path, errno);
        }
    }

    @Override
    public Set<Capability> capabilities(VirtualPath path) {
        return capabilities;
    }

    @Override
    public FileInfo stat(VirtualPath path, Links links) {
        HiddenNames.refuseExisting(path);
        return answer(path, () -> {
            if (links == Links.FOLLOW) {
                try (Descriptor held = tree.hold(path, true)) {
                    return describer.describe(path.name(), held.status(), "");
                } catch (Errno _) {
                    return statItself(path); // dangles, leads outside or in circles; or there is nothing at all
                }
            }
            return statItself(path);
        });
    }

    private FileInfo statItself(VirtualPath path) throws Errno {
        try (Descriptor held = tree.hold(path, false)) {
            FileStatus status = held.status();
            String target = status.isLink() ? tree.viewOf(calls.readlinkat(held.number(), new byte[0])) : "";
            return describer.describe(path.name(), status, target);
        } catch (Errno errno) {
            if (errno.code() != Linux.ENOENT || path.isRoot()) {
                throw errno;
            }
            return statPartial(path);
        }
    }

    private FileInfo statPartial(VirtualPath path) throws Errno {
        try (Place place = tree.place(path)) {
            FileInfo partial = partials.find(path, place);
            if (partial == null) {
                throw LocalFailures.notFound(path);
            }
            return partial;
        }
    }

    @Override
    public DirectoryCursor list(VirtualPath directory) {
        HiddenNames.refuseExisting(directory);
        return answer(directory, () -> {
            try (Descriptor held = tree.hold(directory, true)) {
                Descriptor opened = held.reopen(Linux.O_RDONLY | Linux.O_DIRECTORY);
                return new LocalCursor(tree, describer, directory, opened);
            }
        });
    }

    @Override
    public ReadableFile openForRead(VirtualPath path) {
        HiddenNames.refuseExisting(path);
        return answer(path, () -> {
            try (Descriptor held = tree.hold(path, true)) {
                FileStatus status = held.status();
                return switch (status.type()) {
                    case FILE -> LocalReader.open(path, held, status.size());
                    case DIRECTORY -> throw LocalFailures.isDirectory(path);
                    case SYMBOLIC_LINK, OTHER -> throw LocalFailures.special(path);
                };
            }
        });
    }

    @Override
    public WritableFile openForWrite(VirtualPath path, WriteMode mode) {
        if (path.isRoot()) {
            throw LocalFailures.isDirectory(path);
        }
        HiddenNames.refuseNew(path);
        return answer(path, () -> uploads.open(tree, owner, path, mode));
    }

    @Override
    public void createDirectory(VirtualPath path) {
        if (path.isRoot()) {
            throw LocalFailures.alreadyExists(path);
        }
        HiddenNames.refuseNew(path);
        change(path, () -> {
            try (Place place = tree.place(path)) {
                calls.mkdirat(place.directory().number(), place.name(), NEW_DIRECTORY);
            }
        });
    }

    @Override
    public void deleteFile(VirtualPath path) {
        if (path.isRoot()) {
            throw LocalFailures.isDirectory(path);
        }
        HiddenNames.refuseExisting(path);
        change(path, () -> changes.deleteFile(path));
    }

    @Override
    public void deleteDirectory(VirtualPath path) {
        refuseRoot(path);
        HiddenNames.refuseExisting(path);
        change(path, () -> changes.deleteDirectory(path));
    }

    @Override
    public void rename(VirtualPath from, VirtualPath to, RenameMode mode) {
        refuseRoot(from);
        refuseRoot(to);
        HiddenNames.refuseExisting(from);
        HiddenNames.refuseNew(to);
        changes.rename(from, to, mode);
    }

    @Override
    public void setAttributes(VirtualPath path, AttributeChange change) {
        HiddenNames.refuseExisting(path);
        change(path, () -> {
            try (Descriptor held = tree.hold(path, !change.isOfLink())) {
                if (change.hasSize()) {
                    resize(path, held, change.size());
                }
                attributes.change(held, change);
            }
        });
    }

    private void resize(VirtualPath path, Descriptor held, long size) throws Errno {
        switch (held.status().type()) {
            case FILE -> {}
            case DIRECTORY -> throw LocalFailures.isDirectory(path);
            case SYMBOLIC_LINK, OTHER -> throw LocalFailures.special(path);
        }
        try (Descriptor file = held.reopen(Linux.O_RDWR)) {
            calls.ftruncate(file.number(), size);
        }
    }

    @Override
    public void copy(VirtualPath from, VirtualPath to) {
        HiddenNames.refuseExisting(from);
        if (to.isRoot()) {
            throw LocalFailures.isDirectory(to);
        }
        HiddenNames.refuseNew(to);
        changes.copy(from, to);
    }

    @Override
    public String readLink(VirtualPath link) {
        HiddenNames.refuseExisting(link);
        return answer(link, () -> {
            try (Descriptor held = tree.hold(link, false)) {
                if (!held.status().isLink()) {
                    throw LocalFailures.of(link, Failure.INVALID_NAME, "is not a symbolic link");
                }
                return tree.viewOf(calls.readlinkat(held.number(), new byte[0]));
            }
        });
    }

    @Override
    public void createSymbolicLink(VirtualPath link, String target) {
        if (link.isRoot()) {
            throw LocalFailures.alreadyExists(link);
        }
        HiddenNames.refuseNew(link);
        change(link, () -> {
            try (Place place = tree.place(link)) {
                VirtualPath directory = tree.pathOf(place.directory());
                String stored = LinkTarget.relative(directory, target);
                HiddenNames.refuseNew(directory.resolve(stored));
                calls.symlinkat(NameCodec.encode(stored), place.directory().number(), place.name());
            }
        });
    }

    @Override
    public void createHardLink(VirtualPath link, VirtualPath existing) {
        if (link.isRoot()) {
            throw LocalFailures.alreadyExists(link);
        }
        HiddenNames.refuseNew(link);
        HiddenNames.refuseExisting(existing);
        changes.hardLink(link, existing);
    }

    @Override
    public SpaceInfo space(VirtualPath path) {
        HiddenNames.refuseExisting(path);
        return answer(path, () -> {
            try (Descriptor held = tree.hold(path, true)) {
                return calls.fstatfs(held.number());
            }
        });
    }

    private static void refuseRoot(VirtualPath path) {
        if (path.isRoot()) {
            throw new GatewayException(Failure.PERMISSION_DENIED, "the root of the tree stays where it is");
        }
    }
}
