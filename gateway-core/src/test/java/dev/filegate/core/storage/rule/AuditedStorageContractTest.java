package dev.filegate.core.storage.rule;

import dev.filegate.core.audit.RecordingContext;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.MemoryBackend;
import dev.filegate.core.storage.Storage;
import dev.filegate.core.storage.StorageContract;
import java.time.InstantSource;

/** A rule that has no objection changes nothing of what a storage promises. */
class AuditedStorageContractTest implements StorageContract {
    private final MemoryBackend backend = new MemoryBackend();
    private final Storage mine = ruled("me");
    private final Storage theirs = ruled("somebody else");

    private Storage ruled(String owner) {
        Storage tree = backend.tree(VirtualPath.ROOT, owner);
        return new AuditedStorage(tree, new RecordingContext(), InstantSource.system());
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
