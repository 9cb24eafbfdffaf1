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

/** The contract on a kernel that cannot resolve inside a tree: all paths are walked name by name. */
class WithoutOpenat2Test implements StorageContract {
    @TempDir
    Path root;

    private LocalBackend backend;
    private Storage mine;
    private Storage theirs;

    @BeforeEach
    void open() throws IOException {
        LinuxCalls calls = FakeCalls.withoutOpenat2();
        backend = LocalBackend.open("disk", TestConfigs.unflushed(root), calls, Instant.now());
        mine = backend.tree(VirtualPath.parse("/home/me"), "me");
        theirs = backend.tree(VirtualPath.parse("/home/me"), "somebody else");
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
