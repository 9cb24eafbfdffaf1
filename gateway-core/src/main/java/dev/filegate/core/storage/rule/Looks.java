package dev.filegate.core.storage.rule;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.FileInfo;
import dev.filegate.core.storage.Links;
import dev.filegate.core.storage.Storage;
import java.util.Optional;

/** What stands at a path, for rules to which nothing is an answer and not a failure. */
final class Looks {
    private Looks() {}

    /** What stands there, a partial included. */
    static Optional<FileInfo> at(Storage storage, VirtualPath path, Links links) {
        try {
            return Optional.of(storage.stat(path, links));
        } catch (GatewayException e) {
            if (e.failure() == Failure.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** What stands there, links followed, but no partial. */
    static Optional<FileInfo> committed(Storage storage, VirtualPath path) {
        return at(storage, path, Links.FOLLOW).filter(found -> !found.partial());
    }

    /** The committed file there, links followed. */
    static Optional<FileInfo> committedFile(Storage storage, VirtualPath path) {
        return committed(storage, path).filter(FileInfo::isFile);
    }
}
