package dev.filegate.core.storage.rule;

import dev.filegate.core.account.Limits;
import dev.filegate.core.account.TestAccounts;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.MemoryBackend;
import dev.filegate.core.storage.Storage;
import dev.filegate.core.storage.StorageContract;

/** A rule that has no objection changes nothing of what a storage promises. */
class QuotaStorageContractTest implements StorageContract {
    private final MemoryBackend backend = new MemoryBackend();
    private final Storage mine = ruled("me");
    private final Storage theirs = ruled("somebody else");

    private Storage ruled(String owner) {
        Storage tree = backend.tree(VirtualPath.ROOT, owner);
        return new QuotaStorage(
                tree,
                TestAccounts.named(owner)
                        .limits(new Limits(0, 0, 0, 1L << 40, 1L << 40))
                        .build(),
                new InMemoryQuotaLedger());
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
