package dev.filegate.storage.local;

import dev.filegate.core.storage.FileType;
import java.time.Instant;

/**
 * What statx(2) says.
 *
 * @param created birth time, {@link Instant#MIN} when the file system keeps none
 * @param device major number in the upper, minor in the lower half
 * @param mount the mount it was seen through; 0 before Linux 5.8
 */
record FileStatus(
        int rawMode,
        int links,
        int owner,
        int group,
        long inode,
        long size,
        Instant modified,
        Instant created,
        long device,
        long mount) {
    private static final int TYPE_MASK = 0xF000;

    FileType type() {
        return switch (rawMode & TYPE_MASK) {
            case 0x8000 -> FileType.FILE;
            case 0x4000 -> FileType.DIRECTORY;
            case 0xA000 -> FileType.SYMBOLIC_LINK;
            default -> FileType.OTHER;
        };
    }

    boolean isFile() {
        return type() == FileType.FILE;
    }

    boolean isDirectory() {
        return type() == FileType.DIRECTORY;
    }

    boolean isLink() {
        return type() == FileType.SYMBOLIC_LINK;
    }

    /** The twelve permission bits. */
    int mode() {
        return rawMode & 07777;
    }

    boolean isSameFile(FileStatus other) {
        return inode == other.inode && device == other.device;
    }

    /** Whether a file can be moved from one to the other by rename(2), as far as that is known beforehand. */
    boolean isOnSameFileSystem(FileStatus other) {
        return device == other.device && mount == other.mount;
    }

    String unique() {
        return Long.toHexString(device) + ":" + Long.toHexString(inode);
    }
}
