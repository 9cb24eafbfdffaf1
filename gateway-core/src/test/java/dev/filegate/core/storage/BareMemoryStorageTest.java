package dev.filegate.core.storage;

import dev.filegate.core.path.VirtualPath;
import java.util.Set;

/** The contract on a storage that can do nothing beyond the common ground, and on a tree that is not the whole backend. */
class BareMemoryStorageTest implements StorageContract {
    private final MemoryBackend backend = new MemoryBackend(Set.of(), MemoryBackend.ticking());
    private final Storage mine = backend.tree(VirtualPath.parse("/home/me"), "me");
    private final Storage theirs = backend.tree(VirtualPath.parse("/home/me"), "somebody else");

    @Override
    public Storage storage() {
        return mine;
    }

    @Override
    public Storage storageOfAnotherOwner() {
        return theirs;
    }
}
