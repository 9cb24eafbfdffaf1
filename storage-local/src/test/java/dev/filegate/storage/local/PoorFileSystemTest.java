package dev.filegate.storage.local;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/** The contract on a file system that offers little, and on the whole root. */
class PoorFileSystemTest extends OnOneDisk {
    PoorFileSystemTest() {
        super("/");
    }

    @Override
    LocalBackend open(Path root) throws IOException {
        return LocalBackend.open("disk", TestConfigs.unflushed(root), FakeCalls.ofAPoorFileSystem(), Instant.now());
    }
}
