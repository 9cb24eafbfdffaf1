package dev.filegate.storage.local;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/** The contract where targets lie on other file systems than the root: temporary files are beside them. */
class NestedMountTest extends OnOneDisk {
    NestedMountTest() {
        super("/");
    }

    @Override
    LocalBackend open(Path root) throws IOException {
        return LocalBackend.open("disk", TestConfigs.unflushed(root), FakeCalls.ofNestedMounts(), Instant.now());
    }
}
