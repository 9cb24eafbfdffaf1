package dev.filegate.storage.local;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/** The contract where what looks like one file system refuses to rename across it. */
class ProjectQuotaTest extends OnOneDisk {
    ProjectQuotaTest() {
        super("/");
    }

    @Override
    LocalBackend open(Path root) throws IOException {
        return LocalBackend.open("disk", TestConfigs.unflushed(root), FakeCalls.ofProjectQuotas(), Instant.now());
    }
}
