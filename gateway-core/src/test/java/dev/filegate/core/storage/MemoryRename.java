package dev.filegate.core.storage;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.VirtualPath;

/** What may take the place of what. */
final class MemoryRename {
    private MemoryRename() {}

    static void check(MemoryNode source, MemoryWalk.Place target, VirtualPath to) {
        if (source instanceof MemoryNode.Directory moved && holds(moved, target.directory())) {
            throw new GatewayException(Failure.INVALID_NAME, to + ": a directory cannot be moved into itself");
        }
        boolean movesDirectory = source instanceof MemoryNode.Directory;
        switch (target.node()) {
            case null -> {}
            case MemoryNode.Directory taken -> {
                if (!movesDirectory) {
                    throw new GatewayException(Failure.IS_A_DIRECTORY, to + ": is a directory");
                }
                if (!taken.entries().isEmpty()) {
                    throw new GatewayException(Failure.NOT_EMPTY, to + ": the directory is not empty");
                }
            }
            case MemoryNode.File _, MemoryNode.Link _ -> {
                if (movesDirectory) {
                    throw new GatewayException(Failure.NOT_A_DIRECTORY, to + ": not a directory");
                }
            }
        }
    }

    private static boolean holds(MemoryNode.Directory upper, MemoryNode.Directory lower) {
        if (upper.attributes().id == lower.attributes().id) {
            return true;
        }
        for (MemoryNode below : upper.entries().values()) {
            if (below instanceof MemoryNode.Directory directory && holds(directory, lower)) {
                return true;
            }
        }
        return false;
    }
}
