package dev.filegate.storage.local;

import dev.filegate.core.storage.AttributeChange;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Gives files their attributes: those that were asked for, and those that a new file takes over from what it replaces. */
final class FileAttributes {
    private static final byte[] ITSELF = {};
    private static final int SET_GROUP_ID = 02000;
    private static final int WITHOUT_SET_ID = 0777;
    private static final int UNCHANGED = -1;

    private final LinuxCalls calls;
    private final ProcessRights rights;

    FileAttributes(LinuxCalls calls, ProcessRights rights) {
        this.calls = calls;
        this.rights = rights;
    }

    ProcessRights rights() {
        return rights;
    }

    /**
     * Prepares a file that is about to get its name.
     *
     * @param replaced what it takes the place of, whose mode and owner it keeps; null when the name is free
     * @param directory where it will lie; its group goes to new files when it is set-group-id
     */
    void prepare(int file, AttributeChange asked, @Nullable FileStatus replaced, FileStatus directory) throws Errno {
        int owner = rights.owner();
        int group = (directory.mode() & SET_GROUP_ID) != 0 ? directory.group() : rights.group();
        int mode = rights.newFileMode();
        if (replaced != null) {
            owner = replaced.owner();
            group = replaced.group();
            mode = replaced.mode();
        }
        if (asked.hasOwner() && rights.mayChangeOwners()) {
            owner = asked.owner();
            group = asked.group();
        }
        boolean given = give(file, owner, group);
        calls.fchmod(file, asked.hasMode() ? asked.mode() : given ? mode : mode & WITHOUT_SET_ID);
        setTimes(file, ITSELF, asked);
    }

    /** False when the file stays this process's own. */
    private boolean give(int file, int owner, int group) throws Errno {
        if (owner == rights.owner() && group == rights.group()) {
            return true;
        }
        if (changedOwner(file, owner, group)) {
            return true;
        }
        return changedOwner(file, UNCHANGED, group) && owner == rights.owner();
    }

    private boolean changedOwner(int file, int owner, int group) throws Errno {
        try {
            calls.fchownat(file, ITSELF, owner, group, Linux.AT_EMPTY_PATH);
            return true;
        } catch (Errno errno) {
            if (errno.code() == Linux.EPERM || errno.code() == Linux.EINVAL) {
                return false; // not allowed to give files away, or a file system without owners
            }
            throw errno;
        }
    }

    /** Sets what is asked for on a file that has its name already. {@link AttributeChange#withSize} is not looked at. */
    void change(Descriptor file, AttributeChange asked) throws Errno {
        byte[] path = file.procPathBytes();
        if (asked.hasOwner() && rights.mayChangeOwners()) {
            calls.fchownat(Linux.AT_FDCWD, path, asked.owner(), asked.group(), 0);
        }
        if (asked.hasMode()) {
            calls.fchmodat(Linux.AT_FDCWD, path, asked.mode());
        }
        setTimes(Linux.AT_FDCWD, path, asked);
    }

    private void setTimes(int directory, byte[] path, AttributeChange asked) throws Errno {
        if (asked.hasModified() || asked.hasAccessed()) {
            Instant accessed = asked.hasAccessed() ? asked.accessed() : null;
            Instant modified = asked.hasModified() ? asked.modified() : null;
            calls.utimensat(directory, path, accessed, modified);
        }
    }
}
