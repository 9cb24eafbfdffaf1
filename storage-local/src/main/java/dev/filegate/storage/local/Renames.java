package dev.filegate.storage.local;

/** rename(2) in its two meanings, also where a file system knows only one of them. */
final class Renames {
    private static final int NEW_DIRECTORY = 0700;

    private final LinuxCalls calls;

    Renames(LinuxCalls calls) {
        this.calls = calls;
    }

    /** Renames a file or link. */
    void file(Place from, Place to, boolean replace) throws Errno {
        if (replace) {
            plain(from, to);
        } else if (!atomically(from, to)) {
            calls.linkat(from.directory().number(), from.name(), to.directory().number(), to.name(), 0);
            calls.unlinkat(from.directory().number(), from.name(), 0);
        }
    }

    /** Renames a directory. */
    void directory(Place from, Place to, boolean replace) throws Errno {
        if (replace) {
            plain(from, to);
        } else if (!atomically(from, to)) {
            overNewDirectory(from, to);
        }
    }

    private void plain(Place from, Place to) throws Errno {
        calls.renameat2(from.directory().number(), from.name(), to.directory().number(), to.name(), 0);
    }

    /** False where the file system does not know the flag (NFS, some FUSE file systems). */
    private boolean atomically(Place from, Place to) throws Errno {
        try {
            calls.renameat2(
                    from.directory().number(), from.name(), to.directory().number(), to.name(), Linux.RENAME_NOREPLACE);
            return true;
        } catch (Errno errno) {
            if (errno.code() == Linux.EINVAL || errno.code() == Linux.ENOSYS) {
                return false;
            }
            throw errno;
        }
    }

    /** mkdir(2) takes the name or fails, and rename(2) replaces only an empty directory. */
    private void overNewDirectory(Place from, Place to) throws Errno {
        calls.mkdirat(to.directory().number(), to.name(), NEW_DIRECTORY);
        try {
            plain(from, to);
        } catch (Errno errno) {
            calls.unlinkat(to.directory().number(), to.name(), Linux.AT_REMOVEDIR);
            throw errno;
        }
    }
}
