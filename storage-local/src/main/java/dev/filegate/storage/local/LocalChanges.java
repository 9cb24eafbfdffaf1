package dev.filegate.storage.local;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.FileType;
import dev.filegate.core.storage.RenameMode;

/** Changes of names: each acts on a name in a directory that is held open. */
final class LocalChanges {
    private final LocalTree tree;
    private final LinuxCalls calls;
    private final LocalPartials partials;
    private final TemporaryFiles temporary;
    private final LocalUploads uploads;

    LocalChanges(LocalTree tree, LocalPartials partials, LocalParts parts) {
        this.tree = tree;
        this.calls = tree.calls();
        this.partials = partials;
        this.temporary = parts.temporary();
        this.uploads = parts.uploads();
    }

    void deleteFile(VirtualPath path) throws Errno {
        try (Place place = tree.place(path)) {
            try {
                calls.unlinkat(place.directory().number(), place.name(), 0);
                partials.forget(path, place);
            } catch (Errno errno) {
                if (errno.code() == Linux.EPERM && place.status(calls).isDirectory()) {
                    throw LocalFailures.isDirectory(path); // what POSIX lets a file system answer
                }
                if (errno.code() != Linux.ENOENT || !partials.delete(path, place)) {
                    throw errno;
                }
            }
        }
    }

    void deleteDirectory(VirtualPath path) throws Errno {
        try (Place place = tree.place(path)) {
            try {
                removeDirectory(place);
            } catch (Errno errno) {
                if (errno.code() != Linux.ENOTEMPTY && errno.code() != Linux.EEXIST) {
                    throw errno;
                }
                if (!clearedOfTemporaryFiles(place)) {
                    throw notEmpty(path);
                }
                removeDirectory(place);
            }
        }
    }

    private void removeDirectory(Place place) throws Errno {
        calls.unlinkat(place.directory().number(), place.name(), Linux.AT_REMOVEDIR);
    }

    private static GatewayException notEmpty(VirtualPath path) {
        return LocalFailures.of(path, Failure.NOT_EMPTY, "the directory is not empty");
    }

    /** A directory that holds nothing but interrupted uploads is empty to a client. */
    private boolean clearedOfTemporaryFiles(Place place) throws Errno {
        if (!temporary.areElsewhereToo()) {
            return false;
        }
        int flags = Linux.O_RDONLY | Linux.O_DIRECTORY | Linux.O_NOFOLLOW | Linux.O_CLOEXEC;
        try (Descriptor directory =
                new Descriptor(calls, calls.openat(place.directory().number(), place.name(), flags, 0))) {
            return new BesideFiles(temporary, directory).allDeleted();
        }
    }

    void rename(VirtualPath from, VirtualPath to, RenameMode mode) {
        try (Place source = placeOf(from);
                Place target = placeOf(to)) {
            FileType type = typeOf(from, source);
            try {
                Renames renames = new Renames(calls);
                boolean replace = mode == RenameMode.REPLACE;
                if (type == FileType.DIRECTORY) {
                    renames.directory(source, target, replace);
                } else {
                    renames.file(source, target, replace);
                }
                partials.forget(to, target);
            } catch (Errno errno) {
                throw explained(errno, to, mode);
            }
        }
    }

    private Place placeOf(VirtualPath path) {
        try {
            return tree.place(path);
        } catch (Errno errno) {
            throw LocalFailures.of(path, errno);
        }
    }

    private FileType typeOf(VirtualPath path, Place place) {
        try {
            return place.status(calls).type();
        } catch (Errno errno) {
            throw LocalFailures.of(path, errno);
        }
    }

    private static GatewayException explained(Errno errno, VirtualPath to, RenameMode mode) {
        return switch (errno.code()) {
            case Linux.EXDEV ->
                LocalFailures.of(to, Failure.UNSUPPORTED, "lies on another file system; copy and delete instead");
            case Linux.EINVAL -> LocalFailures.of(to, Failure.INVALID_NAME, "a directory cannot be moved into itself");
            case Linux.EEXIST -> mode == RenameMode.REPLACE ? notEmpty(to) : LocalFailures.alreadyExists(to);
            default -> LocalFailures.of(to, errno);
        };
    }

    void copy(VirtualPath from, VirtualPath to) {
        try (Descriptor held = held(from)) {
            FileStatus status = held.status();
            refuseOthers(from, status.type());
            try (Descriptor source = held.reopen(Linux.O_RDONLY)) {
                uploads.copy(tree, source, status, to);
            }
        } catch (Errno errno) {
            throw LocalFailures.of(from, errno);
        }
    }

    void hardLink(VirtualPath link, VirtualPath existing) {
        try (Descriptor held = held(existing);
                Place place = placeOf(link)) {
            refuseOthers(existing, held.status().type());
            byte[] source = held.procPathBytes();
            int directory = place.directory().number();
            calls.linkat(Linux.AT_FDCWD, source, directory, place.name(), Linux.AT_SYMLINK_FOLLOW);
        } catch (Errno errno) {
            throw errno.code() == Linux.EXDEV
                    ? LocalFailures.of(link, Failure.UNSUPPORTED, "lies on another file system than the file")
                    : LocalFailures.of(link, errno);
        }
    }

    private Descriptor held(VirtualPath path) {
        try {
            return tree.hold(path, true);
        } catch (Errno errno) {
            throw LocalFailures.of(path, errno);
        }
    }

    private static void refuseOthers(VirtualPath path, FileType type) {
        switch (type) {
            case FILE -> {}
            case DIRECTORY -> throw LocalFailures.isDirectory(path);
            case SYMBOLIC_LINK, OTHER -> throw LocalFailures.special(path);
        }
    }
}
