package dev.filegate.storage.local;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.FileInfo;
import dev.filegate.storage.local.TemporaryFiles.Area;
import dev.filegate.storage.local.TemporaryFiles.Reservation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one account sees of its interrupted uploads. */
final class LocalPartials {
    private final TemporaryFiles temporary;
    private final FileDescriber describer;
    private final LocalTree tree;
    private final String owner;

    LocalPartials(TemporaryFiles temporary, FileDescriber describer, LocalTree tree, String owner) {
        this.temporary = temporary;
        this.describer = describer;
        this.tree = tree;
        this.owner = owner;
    }

    /** The partial at a path without a committed file; null when there is none. */
    @Nullable
    FileInfo find(VirtualPath path, Place place) throws Errno {
        String name = name(path);
        for (Area area : areas(place)) {
            try {
                FileStatus status =
                        temporary.calls().statx(area.directory().number(), area.name(name), Linux.AT_SYMLINK_NOFOLLOW);
                Reservation running = temporary.reservation(name);
                return describer.partial(path.name(), status, running == null ? status.size() : running.size());
            } catch (Errno errno) {
                if (errno.code() != Linux.ENOENT) {
                    throw errno;
                }
            }
        }
        return null;
    }

    /** Deletes the partial at a path without a committed file. False when there is none. */
    boolean delete(VirtualPath path, Place place) throws Errno {
        String name = name(path);
        if (temporary.reserve(name) == null) {
            throw LocalFailures.of(path, Failure.BUSY, "is being uploaded");
        }
        try {
            return unlink(name, place);
        } finally {
            temporary.release(name);
        }
    }

    /** A committed file has come or gone at the path: what broke off before is of no use any more. A running upload is let be. */
    void forget(VirtualPath path, Place place) throws Errno {
        String name = name(path);
        if (temporary.reserve(name) != null) {
            try {
                unlink(name, place);
            } finally {
                temporary.release(name);
            }
        }
    }

    private boolean unlink(String name, Place place) throws Errno {
        boolean deleted = false;
        for (Area area : areas(place)) {
            try {
                temporary.calls().unlinkat(area.directory().number(), area.name(name), 0);
                deleted = true;
            } catch (Errno errno) {
                if (errno.code() != Linux.ENOENT) {
                    throw errno;
                }
            }
        }
        return deleted;
    }

    private String name(VirtualPath path) {
        return TemporaryFiles.partialName(owner, path.under(tree.base()));
    }

    private List<Area> areas(Place place) {
        Area own = temporary.ownArea();
        return temporary.areElsewhereToo()
                ? List.of(own, new Area(place.directory(), TemporaryFiles.BESIDE))
                : List.of(own);
    }
}
