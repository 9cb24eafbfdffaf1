package dev.filegate.storage.local;

import dev.filegate.core.path.NameCodec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The root directory of a storage, held open for as long as the storage is.
 *
 * @param configured the real path as an operator wrote it, made absolute
 * @param hasOpenat2 whether the kernel resolves paths inside a tree itself
 */
record LocalRoot(LinuxCalls calls, Descriptor directory, String configured, boolean hasOpenat2)
        implements AutoCloseable {
    private static final byte[] SELF = ".".getBytes(StandardCharsets.US_ASCII);

    static LocalRoot open(LinuxCalls calls, Path root) throws Errno {
        String absolute = root.toAbsolutePath().normalize().toString();
        Descriptor directory = new Descriptor(
                calls,
                calls.openat(
                        Linux.AT_FDCWD,
                        NameCodec.encode(absolute),
                        Linux.O_PATH | Linux.O_DIRECTORY | Linux.O_CLOEXEC,
                        0));
        return new LocalRoot(calls, directory, absolute, knowsOpenat2(calls, directory));
    }

    private static boolean knowsOpenat2(LinuxCalls calls, Descriptor directory) {
        try {
            int flags = Linux.O_PATH | Linux.O_CLOEXEC;
            calls.close(calls.openat2(directory.number(), SELF, flags, Linux.RESOLVE_BENEATH));
            return true;
        } catch (Errno _) {
            return false; // ENOSYS before Linux 5.6, EPERM by a seccomp filter that does not know it
        }
    }

    /** What the configured path leads to now, which is another directory after somebody mounted or moved something there. */
    FileStatus statusByName() throws Errno {
        return calls.statx(Linux.AT_FDCWD, NameCodec.encode(configured), 0);
    }

    @Override
    public void close() {
        directory.close();
    }
}
