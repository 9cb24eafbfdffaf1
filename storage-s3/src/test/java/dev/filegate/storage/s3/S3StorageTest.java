package dev.filegate.storage.s3;

import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.Storage;
import dev.filegate.core.storage.StorageContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** The contract on an account's directory in a bucket. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class S3StorageTest implements StorageContract {
    private TestS3 service;
    private S3Backend backend;
    private Storage mine;
    private Storage theirs;

    @BeforeAll
    void start() {
        service = TestS3.inProcess();
    }

    @AfterAll
    void stop() {
        service.close();
    }

    @BeforeEach
    void open() {
        backend = TestS3.open(service.config());
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
