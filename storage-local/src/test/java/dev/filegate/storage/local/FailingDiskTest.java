package dev.filegate.storage.local;

import static dev.filegate.core.storage.StorageActions.APPEND;
import static dev.filegate.core.storage.StorageActions.REPLACE;
import static dev.filegate.core.storage.StorageActions.append;
import static dev.filegate.core.storage.StorageActions.assertFails;
import static dev.filegate.core.storage.StorageActions.assertMissing;
import static dev.filegate.core.storage.StorageActions.bytes;
import static dev.filegate.core.storage.StorageActions.names;
import static dev.filegate.core.storage.StorageActions.path;
import static dev.filegate.core.storage.StorageActions.put;
import static dev.filegate.core.storage.StorageActions.stat;
import static dev.filegate.core.storage.StorageActions.text;
import static dev.filegate.core.storage.StorageActions.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.AttributeChange;
import dev.filegate.core.storage.Storage;
import dev.filegate.core.storage.WritableFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Disks that are full, broken or read-only, at every moment of an upload. */
class FailingDiskTest {
    private final Map<String, Integer> failing = new ConcurrentHashMap<>();

    @TempDir
    Path root;

    private LocalBackend backend;
    private Storage storage;

    @BeforeEach
    void open() throws IOException {
        LinuxCalls calls = FakeCalls.with((call, _, real) -> {
            Integer errno = failing.get(call);
            if (errno != null) {
                throw new Errno(call, errno);
            }
            return real.make();
        });
        backend = LocalBackend.open("disk", LocalConfig.of(root), calls, Instant.now());
        storage = backend.tree(VirtualPath.ROOT, "me");
    }

    @AfterEach
    void close() throws IOException {
        failing.clear();
        backend.close();
        try (Stream<Path> left = Files.list(root.resolve(HiddenNames.PREFIX))) {
            assertThat(left.map(p -> p.getFileName().toString()))
                    .noneMatch(name -> name.startsWith(TemporaryFiles.ANONYMOUS));
        }
    }

    @Test
    void aFullDiskLeavesTheOldFile() {
        put(storage, "/a", "old");
        try (WritableFile file = storage.openForWrite(path("/a"), REPLACE)) {
            append(file, "begin");
            failing.put("pwrite", Linux.ENOSPC);
            assertFails(Failure.NO_SPACE, () -> append(file, " and more"));
        }
        assertThat(text(storage, "/a")).isEqualTo("old");
        assertThat(names(storage, "/")).containsExactly("a");
    }

    @Test
    void whatCameBeforeTheDiskWasFullCanBeResumed() {
        try (WritableFile file = storage.openForWrite(path("/a"), REPLACE)) {
            append(file, "begin");
            failing.put("pwrite", Linux.EDQUOT);
            assertFails(Failure.NO_SPACE, () -> append(file, " and more"));
        }
        failing.clear();
        assertThat(stat(storage, "/a").size()).isEqualTo(5);
        write(storage, "/a", APPEND, bytes(" and more"));
        assertThat(text(storage, "/a")).isEqualTo("begin and more");
    }

    @Test
    void saysInWordsWhatIsWrong() {
        put(storage, "/a", "old");
        assertUploadFails("openat", Linux.EROFS, Failure.PERMISSION_DENIED, "read-only");
        assertUploadFails("openat", Linux.EMFILE, Failure.BUSY, "too many files are open");
        assertUploadFails("openat", Linux.ENOSPC, Failure.NO_SPACE, "no space");
        assertUploadFails("pwrite", Linux.EIO, Failure.UNAVAILABLE, "the disk reports an error");
        assertUploadFails("pwrite", Linux.EFBIG, Failure.NO_SPACE, "larger than the file system");
        assertUploadFails("statx", Linux.ESTALE, Failure.UNAVAILABLE, "does not answer");
        assertUploadFails("statx", 9999, Failure.INTERNAL, "unexpectedly");
        assertThat(text(storage, "/a")).isEqualTo("old");
    }

    private void assertUploadFails(String call, int errno, Failure failure, String words) {
        failing.put(call, errno);
        assertFails(failure, () -> put(storage, "/a", "new"));
        try {
            put(storage, "/a", "new");
        } catch (GatewayException refused) {
            assertThat(refused.detail()).startsWith("/a: ").contains(words).doesNotContain(root.toString());
        }
        failing.clear();
    }

    @Test
    void aFlushThatFailsIsNoSuccess() {
        put(storage, "/a", "old");
        try (WritableFile file = storage.openForWrite(path("/a"), REPLACE)) {
            append(file, "new");
            failing.put("fdatasync", Linux.EIO);
            assertFails(Failure.UNAVAILABLE, file::commit);
        }
        assertThat(text(storage, "/a")).isEqualTo("old");
    }

    @Test
    void aNameThatCannotBeWrittenKeepsTheUpload() {
        try (WritableFile file = storage.openForWrite(path("/a"), REPLACE)) {
            append(file, "new");
            file.setAttributes(AttributeChange.NONE.withModified(Instant.EPOCH));
            failing.put("renameat2", Linux.ENOSPC);
            assertFails(Failure.NO_SPACE, file::commit);
        }
        failing.clear();
        assertThat(backend.cleanUp(Instant.now())).isZero();
        assertThat(stat(storage, "/a").partial()).isTrue();
        write(storage, "/a", APPEND, bytes("er"));
        assertThat(text(storage, "/a")).isEqualTo("newer");
    }

    @Test
    void whatCannotBeCutToWhatIsSureIsNotKept() {
        try (WritableFile file = storage.openForWrite(path("/a"), REPLACE)) {
            append(file, "begin");
            file.write(ByteBuffer.wrap(bytes("far ahead")), 100);
            failing.put("ftruncate", Linux.EIO);
        }
        failing.clear();
        assertMissing(storage, "/a");
    }

    @Test
    void aCopyThatFailsLeavesNothing() {
        put(storage, "/a", "content");
        failing.put("clone", Linux.EOPNOTSUPP);
        failing.put("copyFileRange", Linux.ENOSPC);
        assertFails(Failure.NO_SPACE, () -> storage.copy(path("/a"), path("/b")));
        assertFails(Failure.NO_SPACE, () -> storage.openForWrite(path("/a"), APPEND));
        failing.clear();
        assertMissing(storage, "/b");
        assertThat(text(storage, "/a")).isEqualTo("content");
    }

    @Test
    void aRootOnABrokenDiskIsNotReady() {
        backend.check();
        failing.put("openat", Linux.EROFS);
        assertFails(Failure.UNAVAILABLE, backend::check);
        failing.put("openat", Linux.EIO);
        assertFails(Failure.UNAVAILABLE, backend::check);
        failing.put("openat", Linux.ENOSPC);
        backend.check();
        failing.clear();
        backend.check();
    }
}
