package dev.filegate.core.storage.rule;

import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.Capability;
import dev.filegate.core.storage.MemoryBackend;
import dev.filegate.core.storage.Storage;
import dev.filegate.core.storage.StorageContract;
import java.util.EnumSet;

/** Sharing what is read changes nothing of what a storage promises. */
class SharedReadStorageContractTest implements StorageContract {
    private final MemoryBackend backend =
            new MemoryBackend(EnumSet.complementOf(EnumSet.of(Capability.LOCAL_SPEED)), MemoryBackend.ticking());
    private final SharedReads reads = new SharedReads(3 << 20);
    private final Storage mine = reads.over(backend.tree(VirtualPath.ROOT, "me"), "me");
    private final Storage theirs = reads.over(backend.tree(VirtualPath.ROOT, "somebody else"), "somebody else");

    @Override
    public Storage storage() {
        return mine;
    }

    @Override
    public Storage storageOfAnotherOwner() {
        return theirs;
    }
}
