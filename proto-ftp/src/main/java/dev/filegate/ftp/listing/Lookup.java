package dev.filegate.ftp.listing;

import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.FileInfo;
import dev.filegate.core.storage.Links;
import dev.filegate.core.storage.Storage;

/** Questions to the storage whose "no" is an answer. */
public final class Lookup {
    private Lookup() {}

    /** Whether a committed file, directory or link stands there. Failures that say nothing about that go on to the caller. */
    public static boolean exists(Storage storage, VirtualPath directory, String typed) {
        try {
            return !storage.stat(directory.resolve(typed), Links.KEEP).partial();
        } catch (GatewayException e) {
            rethrowUnlessUnreachable(e);
            return false;
        }
    }

    /** What an entry that is a link points to, under the link's name; the link itself when that cannot be told. */
    static FileInfo followed(Storage storage, VirtualPath directory, FileInfo link) {
        try {
            return storage.stat(directory.child(link.name()), Links.FOLLOW).named(link.name());
        } catch (GatewayException e) {
            rethrowUnlessUnreachable(e);
            return link;
        }
    }

    /** Lets those failures pass that mean: not there, or not for this account. */
    static void rethrowUnlessUnreachable(GatewayException e) {
        switch (e.failure()) {
            case NOT_FOUND, NOT_A_DIRECTORY, PERMISSION_DENIED, INVALID_NAME -> {}
            case ALREADY_EXISTS,
                    IS_A_DIRECTORY,
                    NOT_EMPTY,
                    QUOTA_EXCEEDED,
                    NO_SPACE,
                    BUSY,
                    UNSUPPORTED,
                    UNAVAILABLE,
                    INTERNAL -> throw e;
        }
    }
}
