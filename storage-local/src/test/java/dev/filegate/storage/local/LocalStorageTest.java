package dev.filegate.storage.local;

import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.Storage;
import dev.filegate.core.storage.StorageContract;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract on an account's directory below the root. */
class LocalStorageTest implements StorageContract {
    @TempDir
    Path root;

    private LocalBackend backend;
    private Storage mine;
    private Storage theirs;

    @BeforeEach
    void open() throws IOException {
        backend = LocalBackend.open("disk", LocalConfig.of(root));
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
