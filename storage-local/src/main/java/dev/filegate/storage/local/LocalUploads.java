package dev.filegate.storage.local;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.AttributeChange;
import dev.filegate.core.storage.WritableFile;
import dev.filegate.core.storage.WriteMode;
import dev.filegate.storage.local.LocalConfig.Visibility;
import dev.filegate.storage.local.TemporaryFiles.Area;
import dev.filegate.storage.local.TemporaryFiles.Reservation;
import org.jspecify.annotations.Nullable;

/** Begins uploads: decides what is written to, and what is in it already. */
final class LocalUploads {
    private static final int OPEN_EXISTING = Linux.O_NOFOLLOW | Linux.O_NONBLOCK | Linux.O_CLOEXEC;

    private final TemporaryFiles temporary;
    private final Finishing finishing;
    private final DirectWrites directly;
    private final Visibility visibility;

    LocalUploads(TemporaryFiles temporary, FileAttributes attributes, LocalConfig config) {
        this.temporary = temporary;
        this.finishing = new Finishing(temporary.calls(), attributes, config.fsync());
        this.directly = new DirectWrites(finishing);
        this.visibility = config.visibility();
    }

    private LinuxCalls calls() {
        return temporary.calls();
    }

    /** Begins an upload; {@code owner} is who may resume it. */
    WritableFile open(LocalTree tree, String owner, VirtualPath path, WriteMode mode) throws Errno {
        if (mode instanceof WriteMode.InPlace) {
            return directly.inPlace(tree, path);
        }
        Place place = mode instanceof WriteMode.CreateNew ? tree.place(path) : finalPlace(tree, path);
        try {
            FileStatus there = place.statusOrNull(calls());
            refuseTaken(path, there, mode);
            return switch (visibility) {
                case IMMEDIATE -> directly.open(path, place, mode);
                case ON_COMMIT ->
                    hidden(path, place, mode, there, TemporaryFiles.partialName(owner, path.under(tree.base())));
            };
        } catch (Errno | GatewayException failed) {
            place.close();
            throw failed;
        }
    }

    /** Where a file written at {@code path} comes to lie: what a link in the last place stands for. */
    private Place finalPlace(LocalTree tree, VirtualPath path) throws Errno {
        Place place = tree.place(path);
        try {
            FileStatus there = place.statusOrNull(calls());
            if (there == null || !there.isLink()) {
                return place;
            }
        } catch (Errno errno) {
            place.close();
            throw errno;
        }
        place.close();
        return tree.target(path);
    }

    private static void refuseTaken(VirtualPath path, @Nullable FileStatus there, WriteMode mode) {
        if (there == null) {
            return;
        }
        if (mode instanceof WriteMode.CreateNew) {
            throw LocalFailures.alreadyExists(path);
        }
        switch (there.type()) {
            case FILE -> {}
            case DIRECTORY -> throw LocalFailures.isDirectory(path);
            case OTHER -> throw LocalFailures.special(path);
            case SYMBOLIC_LINK -> throw LocalFailures.of(path, Failure.BUSY, "is being changed by somebody else");
        }
    }

    private LocalUpload hidden(
            VirtualPath path, Place place, WriteMode mode, @Nullable FileStatus there, String partialName)
            throws Errno {
        Area area = temporary.areaFor(place.directory(), place.directory().status());
        if (there != null) {
            return overCommitted(path, place, mode, area);
        }
        Reservation reservation = temporary.reserve(partialName);
        if (reservation != null) {
            return asPartial(path, place, mode, area, partialName, reservation);
        }
        if (resumes(mode)) {
            throw LocalFailures.of(
                    path, Failure.BUSY, "the upload to be continued is still being written by another session");
        }
        return new LocalUpload(finishing, path, place, mode, temporary.createAnonymous(area), 0);
    }

    static boolean resumes(WriteMode mode) {
        return mode instanceof WriteMode.Append || (mode instanceof WriteMode.ResumeAt(long at) && at > 0);
    }

    /** An upload that replaces a committed file, or its end: of no use when it breaks off. */
    private LocalUpload overCommitted(VirtualPath path, Place place, WriteMode mode, Area area) throws Errno {
        TemporaryFile file = temporary.createAnonymous(area);
        try {
            long head = resumes(mode) ? copyHead(path, place, mode, file) : 0;
            return new LocalUpload(finishing, path, place, mode, file, head);
        } catch (Errno | GatewayException failed) {
            file.drop();
            file.close();
            throw failed;
        }
    }

    private long copyHead(VirtualPath path, Place place, WriteMode mode, TemporaryFile target) throws Errno {
        try (Descriptor source = openCommitted(path, place, Linux.O_RDONLY)) {
            long size = source.status().size();
            return FileCopy.copy(calls(), source.number(), target.number(), headLength(path, mode, size));
        }
    }

    static long headLength(VirtualPath path, WriteMode mode, long size) {
        if (mode instanceof WriteMode.ResumeAt(long offset)) {
            if (offset > size) {
                throw LocalFailures.of(
                        path, Failure.UNSUPPORTED, "only " + size + " bytes are there to resume after, not " + offset);
            }
            return offset;
        }
        return size;
    }

    private Descriptor openCommitted(VirtualPath path, Place place, int flags) throws Errno {
        int number = calls().openat(place.directory().number(), place.name(), flags | OPEN_EXISTING, 0);
        Descriptor file = new Descriptor(calls(), number);
        try {
            if (!file.status().isFile()) {
                throw LocalFailures.special(path);
            }
            return file;
        } catch (Errno | GatewayException failed) {
            file.close();
            throw failed;
        }
    }

    private LocalUpload asPartial(
            VirtualPath path, Place place, WriteMode mode, Area area, String partialName, Reservation reservation)
            throws Errno {
        boolean owned = false;
        try {
            TemporaryFile file = openPartial(path, mode, area, partialName, reservation);
            owned = true;
            try {
                return new LocalUpload(finishing, path, place, mode, file, head(path, mode, file));
            } catch (Errno | GatewayException failed) {
                file.close();
                throw failed;
            }
        } finally {
            if (!owned) {
                temporary.release(partialName);
            }
        }
    }

    private TemporaryFile openPartial(
            VirtualPath path, WriteMode mode, Area area, String partialName, Reservation reservation) throws Errno {
        if (!resumes(mode)) {
            return temporary.openPartial(area, partialName, reservation, Linux.O_CREAT | Linux.O_TRUNC);
        }
        if (mode instanceof WriteMode.Append) {
            return temporary.openPartial(area, partialName, reservation, Linux.O_CREAT);
        }
        try {
            return temporary.openPartial(area, partialName, reservation, 0);
        } catch (Errno errno) {
            if (errno.code() != Linux.ENOENT) {
                throw errno;
            }
            throw LocalFailures.of(path, Failure.UNSUPPORTED, "nothing is there to resume after");
        }
    }

    /** How much of a partial is kept: all for an append, what lies before the offset for a resumed upload. */
    private long head(VirtualPath path, WriteMode mode, TemporaryFile file) throws Errno {
        if (!resumes(mode)) {
            return 0;
        }
        long size = file.status().size();
        long head = headLength(path, mode, size);
        if (head < size) {
            calls().ftruncate(file.number(), head);
        }
        return head;
    }

    /** Copies an open file to a path, where it appears whole. */
    void copy(LocalTree tree, Descriptor source, FileStatus status, VirtualPath to) throws Errno {
        Place place = finalPlace(tree, to);
        try {
            refuseTaken(to, place.statusOrNull(calls()), new WriteMode.Replace());
            Area area = temporary.areaFor(place.directory(), place.directory().status());
            try (LocalUpload upload = new LocalUpload(
                    finishing, to, place, new WriteMode.Replace(), temporary.createAnonymous(area), 0)) {
                upload.fill(source.number(), status.size());
                upload.setAttributes(AttributeChange.NONE.withMode(status.mode()));
                upload.commit();
            }
        } finally {
            place.close();
        }
    }

    @Nullable
    FileStatus statusOrNull(Place place) throws Errno {
        try {
            return place.status(calls());
        } catch (Errno errno) {
            if (errno.code() == Linux.ENOENT) {
                return null;
            }
            throw errno;
        }
    }
}
