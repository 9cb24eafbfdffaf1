package dev.filegate.core.storage;

import dev.filegate.core.path.VirtualPath;

class MemoryStorageTest implements StorageContract {
    private final MemoryBackend backend = new MemoryBackend();
    private final Storage mine = backend.tree(VirtualPath.ROOT, "me");
    private final Storage theirs = backend.tree(VirtualPath.ROOT, "somebody else");

    @Override
    public Storage storage() {
        return mine;
    }

    @Override
    public Storage storageOfAnotherOwner() {
        return theirs;
    }
}
