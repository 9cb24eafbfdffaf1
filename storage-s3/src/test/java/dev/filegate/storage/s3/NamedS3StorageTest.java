package dev.filegate.storage.s3;

import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.Storage;
import dev.filegate.core.storage.StorageContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** The contract on a whole storage in the bucket that the environment names: a real one where continuous integration runs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NamedS3StorageTest implements StorageContract {
    private TestS3 service;
    private S3Backend backend;
    private Storage mine;
    private Storage theirs;

    @BeforeAll
    void start() {
        service = TestS3.named();
    }

    @AfterAll
    void stop() {
        service.close();
    }

    @BeforeEach
    void open() {
        backend = TestS3.open(service.config());
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
