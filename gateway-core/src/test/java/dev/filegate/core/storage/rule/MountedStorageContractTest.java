package dev.filegate.core.storage.rule;

import dev.filegate.core.account.TestAccounts;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.MemoryBackend;
import dev.filegate.core.storage.Storage;
import dev.filegate.core.storage.StorageContract;
import java.time.Instant;

/** A rule that has no objection changes nothing of what a storage promises. */
class MountedStorageContractTest implements StorageContract {
    private final MemoryBackend backend = new MemoryBackend();
    private final Storage mine = ruled("me");
    private final Storage theirs = ruled("somebody else");

    private Storage ruled(String owner) {
        Storage tree = backend.tree(VirtualPath.ROOT, owner);
        return new MountedStorage(TestAccounts.named(owner).build(), _ -> tree, Instant.EPOCH);
    }

    @Override
    public Storage storage() {
        return mine;
    }

    @Override
    public Storage storageOfAnotherOwner() {
        return theirs;
    }
}
