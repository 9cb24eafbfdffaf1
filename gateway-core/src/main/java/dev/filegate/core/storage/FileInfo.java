package dev.filegate.core.storage;

import java.time.Instant;

/**
 * What is known about a file, directory or link at one moment.
 *
 * @param name last name of the path; empty for the root of a tree
 * @param size bytes of the committed file, or of the partial (see {@code partial}); 0 or the backend's own figure for directories
 * @param modified last change of the content; precision is the backend's
 * @param created birth of the file; {@link Instant#MIN} when the backend does not know it
 * @param mode the twelve lower POSIX mode bits; a backend without modes answers 0644 for files and 0755 for directories
 * @param owner name, or number as text, of the owner; {@code "filegate"} when the backend has none
 * @param group likewise for the group
 * @param links number of hard links; 1 when the backend does not know
 * @param unique a text that is equal for two paths exactly if they are the same file (RFC 3659 section 7.5.2); empty when not known
 * @param linkTarget where a symbolic link points, as stored; empty for anything else
 * @param partial whether this is an interrupted upload of the asking account and not a committed file: it can be resumed or deleted,
 *     but neither read, listed nor renamed
 * @param ownerId number of the owner; -1 when the backend has none
 * @param groupId likewise for the group
 */
public record FileInfo(
        String name,
        FileType type,
        long size,
        Instant modified,
        Instant created,
        int mode,
        String owner,
        String group,
        int links,
        String unique,
        String linkTarget,
        boolean partial,
        int ownerId,
        int groupId) {

    /** Of a backend whose owners and groups have no numbers. */
    public FileInfo(
            String name,
            FileType type,
            long size,
            Instant modified,
            Instant created,
            int mode,
            String owner,
            String group,
            int links,
            String unique,
            String linkTarget,
            boolean partial) {
        this(name, type, size, modified, created, mode, owner, group, links, unique, linkTarget, partial, -1, -1);
    }

    /** A plain file as a backend without POSIX attributes knows it. */
    public static FileInfo file(String name, long size, Instant modified) {
        return new FileInfo(
                name, FileType.FILE, size, modified, Instant.MIN, 0644, "filegate", "filegate", 1, "", "", false);
    }

    /** A directory as a backend without POSIX attributes knows it. */
    public static FileInfo directory(String name, Instant modified) {
        return new FileInfo(
                name, FileType.DIRECTORY, 0, modified, Instant.MIN, 0755, "filegate", "filegate", 1, "", "", false);
    }

    /** The same under another name, as a mount point shows it. */
    public FileInfo named(String other) {
        return new FileInfo(
                other,
                type,
                size,
                modified,
                created,
                mode,
                owner,
                group,
                links,
                unique,
                linkTarget,
                partial,
                ownerId,
                groupId);
    }

    /** The same link with another text as its target, as a mount point shows it. */
    public FileInfo linkedTo(String target) {
        return new FileInfo(
                name, type, size, modified, created, mode, owner, group, links, unique, target, partial, ownerId,
                groupId);
    }

    public boolean isFile() {
        return type == FileType.FILE;
    }

    public boolean isDirectory() {
        return type == FileType.DIRECTORY;
    }

    public boolean isLink() {
        return type == FileType.SYMBOLIC_LINK;
    }

    public boolean knowsCreated() {
        return !created.equals(Instant.MIN);
    }
}
