package dev.filegate.storage.local;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/** The contract on a kernel that cannot resolve inside a tree: all paths are walked name by name. */
class WithoutOpenat2Test extends OnOneDisk {
    WithoutOpenat2Test() {
        super("/home/me");
    }

    @Override
    LocalBackend open(Path root) throws IOException {
        return LocalBackend.open("disk", TestConfigs.unflushed(root), FakeCalls.withoutOpenat2(), Instant.now());
    }
}
