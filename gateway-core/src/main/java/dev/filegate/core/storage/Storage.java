package dev.filegate.core.storage;

import dev.filegate.core.path.VirtualPath;
import java.util.Set;

/**
 * A tree of files: one account's whole world, or one backend's part of it. Blocking, thread-safe, stateless between calls. Every method
 * may throw {@link dev.filegate.core.failure.GatewayException}; unless said otherwise NOT_FOUND for a path that is not there,
 * NOT_A_DIRECTORY when a name in the middle is a file, PERMISSION_DENIED when a link leads out of the tree.
 */
public interface Storage {
    /** What can be done at {@code path} beyond the common ground. Constant while the storage is open; asks no backend. */
    Set<Capability> capabilities(VirtualPath path);

    /** What stands at {@code path}; while no committed file is there, the asking account's partial ({@link FileInfo#partial}). */
    FileInfo stat(VirtualPath path, Links links);

    /**
     * The entries of a directory, streamed. By name in code-point order, as far as the backend can sort in bounded memory: very large
     * local directories come in the order of the file system.
     *
     * @throws dev.filegate.core.failure.GatewayException NOT_A_DIRECTORY for a file
     */
    DirectoryCursor list(VirtualPath directory);

    /** Opens a committed file. IS_A_DIRECTORY for directories, PERMISSION_DENIED for devices, sockets and pipes. */
    ReadableFile openForRead(VirtualPath path);

    /**
     * Begins an upload. NOT_FOUND when the directory is missing, IS_A_DIRECTORY when one is in the way, BUSY when the partial to be
     * continued is being written by another session.
     */
    WritableFile openForWrite(VirtualPath path, WriteMode mode);

    /** Makes one directory; ALREADY_EXISTS when the name is taken, NOT_FOUND when the directory above is missing. */
    void createDirectory(VirtualPath path);

    /** Deletes a file, a link itself, or a partial. IS_A_DIRECTORY for directories. */
    void deleteFile(VirtualPath path);

    /** Deletes an empty directory. NOT_EMPTY, NOT_A_DIRECTORY; the root of a tree is PERMISSION_DENIED. */
    void deleteDirectory(VirtualPath path);

    /** Renames a file, link or directory. A directory into itself is INVALID_NAME; across mounts is UNSUPPORTED. */
    void rename(VirtualPath from, VirtualPath to, RenameMode mode);

    /** Sets what the backend can keep and ignores the rest. Follows links. */
    void setAttributes(VirtualPath path, AttributeChange change);

    /** Copies a file to a new or existing file, atomically published; across mounts through a buffer. */
    void copy(VirtualPath from, VirtualPath to);

    /** Where a symbolic link points, as it would be read in this tree. Needs {@link Capability#SYMBOLIC_LINKS}. */
    String readLink(VirtualPath link);

    /** Makes a symbolic link. {@code target} is a path in this tree, absolute or relative to the link's directory; it may dangle. */
    void createSymbolicLink(VirtualPath link, String target);

    /** Makes a second name for a file. Needs {@link Capability#HARD_LINKS}. */
    void createHardLink(VirtualPath link, VirtualPath existing);

    /** Room where {@code path} lies. Needs {@link Capability#SPACE}. */
    SpaceInfo space(VirtualPath path);
}
