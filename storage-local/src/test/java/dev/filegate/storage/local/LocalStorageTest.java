package dev.filegate.storage.local;

import java.io.IOException;
import java.nio.file.Path;

/** The contract on an account's directory below the root. */
class LocalStorageTest extends OnOneDisk {
    LocalStorageTest() {
        super("/home/me");
    }

    @Override
    LocalBackend open(Path root) throws IOException {
        return LocalBackend.open("disk", LocalConfig.of(root));
    }
}
