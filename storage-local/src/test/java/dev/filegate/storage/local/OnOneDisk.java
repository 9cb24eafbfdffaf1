package dev.filegate.storage.local;

import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.Storage;
import dev.filegate.core.storage.StorageContract;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract on one directory of a backend that each subclass opens in its own way, for two owners. */
abstract class OnOneDisk implements StorageContract {
    private final VirtualPath directory;

    @TempDir
    Path root;

    private LocalBackend backend;
    private Storage mine;
    private Storage theirs;

    OnOneDisk(String directory) {
        this.directory = VirtualPath.parse(directory);
    }

    abstract LocalBackend open(Path root) throws IOException;

    @BeforeEach
    void open() throws IOException {
        backend = open(root);
        mine = backend.tree(directory, "me");
        theirs = backend.tree(directory, "somebody else");
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
