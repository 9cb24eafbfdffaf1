package dev.filegate.sftp;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.storage.AttributeChange;
import dev.filegate.core.storage.FileInfo;
import dev.filegate.core.storage.FileType;
import dev.filegate.sftp.wire.SftpAttributes;
import java.time.Instant;

/** Between what storages know of a file and the ATTRS of version 3. Confined to one channel. */
final class AttributeMapping {
    /** Taken from the modes that clients ask for when they create something: OpenSSH's server has the same umask. */
    private static final int UMASK = 022;

    private static final long LAST_SECOND = 0xFFFF_FFFFL;

    private final Owners users;
    private final Owners groups;

    AttributeMapping(Owners users, Owners groups) {
        this.users = users;
        this.groups = groups;
    }

    SftpAttributes of(FileInfo file) {
        long modified = Math.clamp(file.modified().getEpochSecond(), 0, LAST_SECOND);
        return new SftpAttributes(
                SftpAttributes.SIZE | SftpAttributes.OWNER | SftpAttributes.PERMISSIONS | SftpAttributes.TIMES,
                file.size(),
                users.numberOf(file.owner(), file.ownerId()),
                groups.numberOf(file.group(), file.groupId()),
                typeBits(file.type()) | file.mode(),
                modified,
                modified);
    }

    /** What a client wants changed. */
    AttributeChange changeOf(SftpAttributes wanted) {
        AttributeChange change = AttributeChange.NONE;
        if (wanted.has(SftpAttributes.SIZE)) {
            change = change.withSize(wanted.size());
        }
        if (wanted.has(SftpAttributes.OWNER)) {
            change = withOwner(change, wanted);
        }
        if (wanted.has(SftpAttributes.PERMISSIONS)) {
            change = change.withMode(wanted.permissions());
        }
        if (wanted.has(SftpAttributes.TIMES)) {
            change = change.withModified(Instant.ofEpochSecond(wanted.modified()))
                    .withAccessed(Instant.ofEpochSecond(wanted.accessed()));
        }
        return change;
    }

    /** Clients that change one of the two send the other as they were told it, which may be a number made up here. */
    private AttributeChange withOwner(AttributeChange change, SftpAttributes wanted) {
        boolean userDerived = users.isDerived(wanted.uid());
        boolean groupDerived = groups.isDerived(wanted.gid());
        if (userDerived && groupDerived) {
            return change;
        }
        if (userDerived || groupDerived) {
            throw new GatewayException(
                    Failure.UNSUPPORTED, "owner and group are known by name here; set both of them by number");
        }
        return change.withOwner((int) wanted.uid(), (int) wanted.gid());
    }

    /** The mode something new gets: what was asked for less the umask, without setuid, setgid and sticky. */
    static int creationMode(SftpAttributes wanted) {
        return wanted.permissions() & 0777 & ~UMASK;
    }

    private static int typeBits(FileType type) {
        return switch (type) {
            case FILE -> SftpAttributes.TYPE_FILE;
            case DIRECTORY -> SftpAttributes.TYPE_DIRECTORY;
            case SYMBOLIC_LINK -> SftpAttributes.TYPE_LINK;
            case OTHER -> SftpAttributes.TYPE_FIFO;
        };
    }
}
