package dev.filegate.storage.local;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A name in a directory that is held open: what every change acts on, so that nothing can be exchanged between looking and acting. */
final class Place implements AutoCloseable {
    private static final byte[] SELF = ".".getBytes(StandardCharsets.US_ASCII);

    private final Descriptor directory;
    private final byte[] name;

    /**
     * @param directory closed with this place
     * @param name one name without a slash, or {@code .} for the directory itself
     */
    Place(Descriptor directory, byte[] name) {
        this.directory = directory;
        this.name = name;
    }

    static Place itself(Descriptor directory) {
        return new Place(directory, SELF);
    }

    Descriptor directory() {
        return directory;
    }

    /** Not to be changed. */
    byte[] name() {
        return name;
    }

    /** What stands there itself; a link is not followed. */
    FileStatus status(LinuxCalls calls) throws Errno {
        return calls.statx(directory.number(), name, Linux.AT_SYMLINK_NOFOLLOW);
    }

    /** The same; null when nothing stands there. */
    @Nullable
    FileStatus statusOrNull(LinuxCalls calls) throws Errno {
        try {
            return status(calls);
        } catch (Errno errno) {
            if (errno.code() == Linux.ENOENT) {
                return null;
            }
            throw errno;
        }
    }

    @Override
    public void close() {
        directory.close();
    }
}
