package dev.filegate.storage.local;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.WriteMode;

/** Begins what is written straight to the file at its path. */
final class DirectWrites {
    private static final int OPEN = Linux.O_RDWR | Linux.O_NOFOLLOW | Linux.O_NONBLOCK | Linux.O_CLOEXEC;
    private static final int NEW_FILE = 0666;

    private final Finishing finishing;

    DirectWrites(Finishing finishing) {
        this.finishing = finishing;
    }

    /** Writes inside an existing file. */
    DirectWriter inPlace(LocalTree tree, VirtualPath path) throws Errno {
        try (Descriptor held = tree.hold(path, true)) {
            switch (held.status().type()) {
                case FILE -> {}
                case DIRECTORY -> throw LocalFailures.isDirectory(path);
                case SYMBOLIC_LINK, OTHER -> throw LocalFailures.special(path);
            }
            return new DirectWriter(finishing, path, held.reopen(Linux.O_RDWR), 0);
        }
    }

    /** An upload that everybody sees growing. {@code place} is closed. */
    DirectWriter open(VirtualPath path, Place place, WriteMode mode) throws Errno {
        try (place) {
            int creation = switch (mode) {
                case WriteMode.CreateNew _ -> Linux.O_CREAT | Linux.O_EXCL;
                case WriteMode.Replace _ -> Linux.O_CREAT | Linux.O_TRUNC;
                case WriteMode.Append _ -> Linux.O_CREAT;
                case WriteMode.ResumeAt(long offset) -> offset == 0 ? Linux.O_CREAT | Linux.O_TRUNC : 0;
                case WriteMode.InPlace _ -> 0;
            };
            Descriptor file = openDirect(path, place, creation);
            try {
                long head = LocalUploads.resumes(mode)
                        ? LocalUploads.headLength(path, mode, file.status().size())
                        : 0;
                finishing.calls().ftruncate(file.number(), head);
                return new DirectWriter(finishing, path, file, head);
            } catch (Errno | GatewayException failed) {
                file.close();
                throw failed;
            }
        }
    }

    private Descriptor openDirect(VirtualPath path, Place place, int creation) throws Errno {
        try {
            int number = finishing.calls().openat(place.directory().number(), place.name(), OPEN | creation, NEW_FILE);
            return new Descriptor(finishing.calls(), number);
        } catch (Errno errno) {
            if (errno.code() == Linux.ENOENT && creation == 0) {
                throw LocalFailures.of(path, Failure.UNSUPPORTED, "nothing is there to resume after");
            }
            throw errno;
        }
    }
}
