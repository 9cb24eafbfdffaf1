package dev.filegate.storage.local;

import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.Storage;
import dev.filegate.core.storage.StorageContract;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract where targets lie on other file systems than the root: temporary files are beside them. */
class NestedMountTest implements StorageContract {
    @TempDir
    Path root;

    private LocalBackend backend;
    private Storage mine;
    private Storage theirs;

    @BeforeEach
    void open() throws IOException {
        LinuxCalls calls = FakeCalls.ofNestedMounts();
        backend = LocalBackend.open("disk", TestConfigs.unflushed(root), calls, Instant.now());
        mine = backend.tree(VirtualPath.ROOT, "me");
        theirs = backend.tree(VirtualPath.ROOT, "somebody else");
    }

    @AfterEach
    void close() {
        backend.close();
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
