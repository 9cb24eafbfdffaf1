package dev.filegate.storage.local;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.NameCodec;
import dev.filegate.core.path.VirtualPath;

/** What an error of the kernel means to a client. The only place where one becomes the other. */
final class LocalFailures {
    private record Meaning(Failure failure, String words) {}

    private LocalFailures() {}

    static GatewayException of(VirtualPath path, Errno errno) {
        Meaning meaning = meaning(errno.code());
        return new GatewayException(meaning.failure(), shown(path) + ": " + meaning.words(), errno);
    }

    static GatewayException of(VirtualPath path, Failure failure, String words) {
        return new GatewayException(failure, shown(path) + ": " + words);
    }

    static GatewayException notFound(VirtualPath path) {
        return of(path, Failure.NOT_FOUND, "no such file or directory");
    }

    static GatewayException isDirectory(VirtualPath path) {
        return of(path, Failure.IS_A_DIRECTORY, "is a directory");
    }

    static GatewayException alreadyExists(VirtualPath path) {
        return of(path, Failure.ALREADY_EXISTS, "exists already");
    }

    static GatewayException special(VirtualPath path) {
        return of(path, Failure.PERMISSION_DENIED, "is a device, socket or pipe, which is never opened");
    }

    /** The path as a client may read it, on one line. */
    static String shown(VirtualPath path) {
        return NameCodec.printable(path.toString());
    }

    private static Meaning meaning(int code) {
        return switch (code) {
            case Linux.ENOENT -> new Meaning(Failure.NOT_FOUND, "no such file or directory");
            case Linux.ELOOP -> new Meaning(Failure.NOT_FOUND, "too many symbolic links lead to each other");
            case Linux.ENOTDIR -> new Meaning(Failure.NOT_A_DIRECTORY, "not a directory");
            case Linux.EISDIR -> new Meaning(Failure.IS_A_DIRECTORY, "is a directory");
            case Linux.EEXIST -> new Meaning(Failure.ALREADY_EXISTS, "exists already");
            case Linux.ENOTEMPTY -> new Meaning(Failure.NOT_EMPTY, "the directory is not empty");
            case Linux.EACCES, Linux.EPERM ->
                new Meaning(Failure.PERMISSION_DENIED, "the file system does not permit the gateway to do that");
            case Linux.EROFS -> new Meaning(Failure.PERMISSION_DENIED, "the file system is read-only");
            case Linux.EXDEV -> new Meaning(Failure.PERMISSION_DENIED, "a link leads out of the tree");
            case Linux.ENAMETOOLONG -> new Meaning(Failure.INVALID_NAME, "the name is too long for the file system");
            case Linux.EINVAL, Linux.EILSEQ ->
                new Meaning(Failure.INVALID_NAME, "the file system does not take this name");
            case Linux.ENOSPC -> new Meaning(Failure.NO_SPACE, "no space is left");
            case Linux.EDQUOT -> new Meaning(Failure.NO_SPACE, "the disk quota of the file system is used up");
            case Linux.EFBIG ->
                new Meaning(Failure.NO_SPACE, "larger than the file system or the process limit allows");
            case Linux.EMLINK -> new Meaning(Failure.NO_SPACE, "the file system takes no more links there");
            case Linux.EMFILE, Linux.ENFILE -> new Meaning(Failure.BUSY, "too many files are open; try again later");
            case Linux.EBUSY, Linux.ETXTBSY -> new Meaning(Failure.BUSY, "in use by the system");
            case Linux.ENOMEM, Linux.EAGAIN ->
                new Meaning(Failure.BUSY, "the system is short of memory; try again later");
            case Linux.EIO -> new Meaning(Failure.UNAVAILABLE, "the disk reports an error");
            case Linux.ESTALE, Linux.ETIMEDOUT -> new Meaning(Failure.UNAVAILABLE, "the file system does not answer");
            case Linux.EOPNOTSUPP, Linux.ENOSYS, Linux.ENOTTY ->
                new Meaning(Failure.UNSUPPORTED, "the file system cannot do that");
            case Linux.ENXIO, Linux.ENODEV ->
                new Meaning(Failure.PERMISSION_DENIED, "is a device, socket or pipe, which is never opened");
            default -> new Meaning(Failure.INTERNAL, "the system failed unexpectedly");
        };
    }
}
