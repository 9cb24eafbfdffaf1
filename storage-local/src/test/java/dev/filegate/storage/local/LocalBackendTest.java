package dev.filegate.storage.local;

import static dev.filegate.core.storage.StorageActions.APPEND;
import static dev.filegate.core.storage.StorageActions.CREATE_NEW;
import static dev.filegate.core.storage.StorageActions.REPLACE;
import static dev.filegate.core.storage.StorageActions.abort;
import static dev.filegate.core.storage.StorageActions.append;
import static dev.filegate.core.storage.StorageActions.assertFails;
import static dev.filegate.core.storage.StorageActions.assertMissing;
import static dev.filegate.core.storage.StorageActions.bytes;
import static dev.filegate.core.storage.StorageActions.names;
import static dev.filegate.core.storage.StorageActions.path;
import static dev.filegate.core.storage.StorageActions.put;
import static dev.filegate.core.storage.StorageActions.resumeAt;
import static dev.filegate.core.storage.StorageActions.stat;
import static dev.filegate.core.storage.StorageActions.text;
import static dev.filegate.core.storage.StorageActions.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.SpaceInfo;
import dev.filegate.core.storage.Storage;
import dev.filegate.core.storage.WritableFile;
import dev.filegate.storage.local.LocalConfig.Fsync;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalBackendTest {
    @TempDir
    Path root;

    private LocalBackend open() throws IOException {
        return LocalBackend.open("disk", TestConfigs.unflushed(root));
    }

    private static Storage tree(LocalBackend backend) {
        return backend.tree(VirtualPath.ROOT, "me");
    }

    private List<String> hidden() throws IOException {
        try (Stream<Path> files = Files.list(root.resolve(HiddenNames.PREFIX))) {
            return files.map(p -> p.getFileName().toString())
                    .filter(name -> !name.equals("lock"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void defaultsAreFlushedAtCommitVisibleOnCommitAndResumableForADay() {
        LocalConfig config = LocalConfig.of(root);
        assertThat(config.fsync()).isEqualTo(Fsync.COMMIT);
        assertThat(config.visibility()).isEqualTo(LocalConfig.Visibility.ON_COMMIT);
        assertThat(config.partialTtl()).isEqualTo(Duration.ofHours(24));
    }

    @Test
    void refusesARootThatIsNotThere() {
        assertThatThrownBy(() -> LocalBackend.open("disk", LocalConfig.of(root.resolve("missing"))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("missing does not exist: create it");
    }

    @Test
    void refusesARootThatIsAFile() throws IOException {
        Path file = Files.createFile(root.resolve("file"));
        assertThatThrownBy(() -> LocalBackend.open("disk", LocalConfig.of(file)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is not a directory");
    }

    @Test
    void refusesATemporaryDirectoryThatIsALink() throws IOException {
        Files.createSymbolicLink(root.resolve(HiddenNames.PREFIX), root);
        assertThatThrownBy(this::open).isInstanceOf(IOException.class).hasMessageContaining("cannot be made or opened");
    }

    @Test
    void refusesARootThatIsInUse() throws IOException {
        try (LocalBackend first = open()) {
            assertThatThrownBy(this::open)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("another gateway, or another storage of this one, uses the same root");
            first.check();
        }
        open().close();
    }

    @Test
    void isNotReadyWhenItsRootWasReplaced() throws IOException {
        Path mounted = Files.createDirectory(root.resolve("mounted"));
        try (LocalBackend backend = LocalBackend.open("disk", TestConfigs.unflushed(mounted))) {
            backend.check();
            Files.move(mounted, root.resolve("moved away"));
            assertFails(Failure.UNAVAILABLE, backend::check);
            Files.createDirectory(mounted);
            assertFails(Failure.UNAVAILABLE, backend::check);
        }
    }

    @Test
    void makesTheDirectoryOfAnAccount() throws IOException {
        try (LocalBackend backend = open()) {
            put(backend.tree(VirtualPath.parse("/home/a/b"), "me"), "/f", "x");
            assertThat(root.resolve("home/a/b/f")).hasContent("x");
            assertFails(Failure.NOT_A_DIRECTORY, () -> backend.tree(VirtualPath.parse("/home/a/b/f"), "me"));
            assertFails(Failure.INVALID_NAME, () -> backend.tree(VirtualPath.parse("/.filegate-tmp"), "me"));
        }
    }

    @Test
    void anAccountsDirectoryMayGoAndComeBack() throws IOException {
        try (LocalBackend backend = open()) {
            Storage storage = backend.tree(VirtualPath.parse("/home/me"), "me");
            Files.delete(root.resolve("home/me"));
            assertFails(Failure.NOT_FOUND, () -> put(storage, "/f", "x"));
            assertFails(Failure.NOT_FOUND, () -> names(storage, "/"));
            Files.createDirectory(root.resolve("home/me"));
            put(storage, "/f", "x");
            assertThat(names(storage, "/")).containsExactly("f");
        }
    }

    @Test
    void newFilesGetTheModeOfTheUmaskAndAreClosedToOthersBefore() throws IOException {
        int umask = ProcessRights.read().newFileMode();
        try (LocalBackend backend = open()) {
            try (WritableFile file = tree(backend).openForWrite(path("/f"), REPLACE)) {
                Path temporary = root.resolve(HiddenNames.PREFIX, hidden().getFirst());
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(temporary)))
                        .isEqualTo("rw-------");
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(temporary.getParent())))
                        .isEqualTo("rwx------");
                file.commit();
            }
            assertThat(stat(tree(backend), "/f").mode()).isEqualTo(umask);
            assertThat(Files.getAttribute(root.resolve("f"), "unix:mode")).isEqualTo(0x8000 | umask);
        }
    }

    @Test
    void newFilesBelongToTheGroupOfASetGroupIdDirectory() throws IOException {
        ProcessRights rights = ProcessRights.read();
        assumeTrue(rights.mayChangeOwners(), "needs the right to change groups");
        Files.setAttribute(root, "unix:gid", rights.group() + 4242);
        Files.setAttribute(root, "unix:mode", 02775);
        try (LocalBackend backend = open()) {
            put(tree(backend), "/f", "x");
            assertThat(Files.getAttribute(root.resolve("f"), "unix:gid")).isEqualTo(rights.group() + 4242);
        }
    }

    @Test
    void resumesAfterARestart() throws IOException {
        try (LocalBackend backend = open()) {
            abort(tree(backend), "/a", REPLACE, "01234");
        }
        try (LocalBackend backend = open()) {
            assertThat(stat(tree(backend), "/a").size()).isEqualTo(5);
            write(tree(backend), "/a", APPEND, bytes("56789"));
            assertThat(text(tree(backend), "/a")).isEqualTo("0123456789");
        }
        assertThat(hidden()).isEmpty();
    }

    @Test
    void deletesAtStartWhatNobodyCanResume() throws IOException {
        Path directory = Files.createDirectory(root.resolve(HiddenNames.PREFIX));
        Files.writeString(directory.resolve("t-0123-1"), "of a killed process");
        Files.writeString(directory.resolve("p-00112233445566778899aabbccddeeff"), "can be resumed");
        Files.writeString(directory.resolve("p-ff112233445566778899aabbccddeeff"), "");
        open().close();
        assertThat(hidden()).containsExactly("p-00112233445566778899aabbccddeeff");
    }

    @Test
    void deletesPartialsAfterTheirTime() throws IOException {
        try (LocalBackend backend = open()) {
            abort(tree(backend), "/old", REPLACE, "x");
            Path old = root.resolve(HiddenNames.PREFIX, hidden().getFirst());
            Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(23))));
            abort(tree(backend), "/new", REPLACE, "x");
            assertThat(backend.cleanUp(Instant.now())).isZero();
            assertThat(backend.cleanUp(Instant.now().plus(Duration.ofHours(2)))).isEqualTo(1);
            assertMissing(tree(backend), "/old");
            assertThat(stat(tree(backend), "/new").partial()).isTrue();
        }
    }

    @Test
    void doesNotCleanWhatIsBeingWritten() throws IOException {
        try (LocalBackend backend = open()) {
            put(tree(backend), "/over", "old");
            try (WritableFile fresh = tree(backend).openForWrite(path("/fresh"), REPLACE);
                    WritableFile over = tree(backend).openForWrite(path("/over"), REPLACE)) {
                append(fresh, "x");
                append(over, "y");
                assertThat(backend.cleanUp(Instant.now().plus(Duration.ofDays(99))))
                        .isZero();
                fresh.commit();
                over.commit();
            }
            assertThat(text(tree(backend), "/fresh") + text(tree(backend), "/over"))
                    .isEqualTo("xy");
        }
    }

    @Test
    void findsTemporaryFilesBesideTheirTargetsAgain() throws IOException {
        LinuxCalls nested = FakeCalls.ofNestedMounts();
        Path mount = Files.createDirectory(root.resolve("mount"));
        try (LocalBackend backend = LocalBackend.open("disk", TestConfigs.unflushed(root), nested, Instant.now())) {
            abort(tree(backend), "/mount/a", REPLACE, "01234");
            try (Stream<Path> files = Files.list(mount)) {
                assertThat(files.map(p -> p.getFileName().toString()))
                        .singleElement()
                        .asString()
                        .startsWith(".filegate-tmp-p-");
            }
            assertThat(names(tree(backend), "/mount")).isEmpty();
        }
        Files.writeString(mount.resolve(".filegate-tmp-t-0123-1"), "of a killed process");
        try (LocalBackend backend = LocalBackend.open("disk", TestConfigs.unflushed(root), nested, Instant.now())) {
            assertThat(mount.resolve(".filegate-tmp-t-0123-1")).doesNotExist();
            assertThat(stat(tree(backend), "/mount/a").size()).isEqualTo(5);
            assertThat(backend.cleanUp(Instant.now().plus(Duration.ofHours(25))))
                    .isEqualTo(1);
            assertMissing(tree(backend), "/mount/a");
            tree(backend).deleteDirectory(path("/mount"));
        }
    }

    @Test
    void flushesAsThePolicySays() throws IOException {
        assertThat(flushesOfOneUpload(Fsync.NEVER)).isEmpty();
        assertThat(flushesOfOneUpload(Fsync.COMMIT)).containsExactly("fdatasync", "renameat2");
        assertThat(flushesOfOneUpload(Fsync.ALWAYS)).containsExactly("fsync", "renameat2", "fsync");
    }

    private List<String> flushesOfOneUpload(Fsync policy) throws IOException {
        List<String> seen = new ArrayList<>();
        LinuxCalls calls = FakeCalls.with((call, _, real) -> {
            if (call.endsWith("sync") || (call.equals("renameat2") && policy != Fsync.NEVER)) {
                seen.add(call);
            }
            return real.make();
        });
        try (LocalBackend backend = LocalBackend.open("disk", TestConfigs.with(root, policy), calls, Instant.now())) {
            put(tree(backend), "/f", "x");
        }
        return seen;
    }

    @Test
    void immediateUploadsAreSeenGrowing() throws IOException {
        try (LocalBackend backend = LocalBackend.open("disk", TestConfigs.immediate(root))) {
            Storage storage = tree(backend);
            try (WritableFile file = storage.openForWrite(path("/a"), CREATE_NEW)) {
                append(file, "01234");
                assertThat(text(storage, "/a")).isEqualTo("01234");
            }
            assertThat(text(storage, "/a")).isEqualTo("01234");
            write(storage, "/a", APPEND, bytes("5"));
            write(storage, "/a", resumeAt(3), bytes("x"));
            assertThat(text(storage, "/a")).isEqualTo("012x");
            assertFails(Failure.UNSUPPORTED, () -> storage.openForWrite(path("/a"), resumeAt(5)));
            assertFails(Failure.UNSUPPORTED, () -> storage.openForWrite(path("/none"), resumeAt(5)));
            assertFails(Failure.ALREADY_EXISTS, () -> storage.openForWrite(path("/a"), CREATE_NEW));
            assertThat(text(storage, "/a")).isEqualTo("012x");
            write(storage, "/a", REPLACE, bytes("new"));
            assertThat(text(storage, "/a")).isEqualTo("new");
            assertMissing(storage, "/none");
        }
    }

    @Test
    void namesOwnersAndGroups() throws IOException {
        Path passwd =
                Files.writeString(root.resolve("passwd"), "root:x:0:0:root:/root:/bin/sh\nbroken\nftp:x:33:1::\n");
        long[] now = {0};
        OwnerNames owners = new OwnerNames(passwd, () -> Instant.ofEpochMilli(now[0]));
        assertThat(owners.name(33)).isEqualTo("ftp");
        assertThat(owners.name(34)).isEqualTo("34");
        assertThat(owners.name(-2)).isEqualTo("4294967294");
        Files.writeString(passwd, "other:x:34:1::\n");
        assertThat(owners.name(34)).isEqualTo("34");
        now[0] = Duration.ofMinutes(2).toMillis();
        assertThat(owners.name(34)).isEqualTo("other");
        assertThat(new OwnerNames(root.resolve("none"), () -> Instant.EPOCH).name(7))
                .isEqualTo("7");
    }

    @Test
    void readsTheKernelsStructuresAsTheJdkDoes() throws Exception {
        Path file = Files.writeString(root.resolve("f"), "12345");
        Files.createLink(root.resolve("g"), file);
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2001-02-03T04:05:06.123456789Z")));
        LinuxCalls calls = new KernelCalls();
        FileStatus status = calls.statx(Linux.AT_FDCWD, file.toString().getBytes(StandardCharsets.UTF_8), 0);
        Map<String, Object> known = Files.readAttributes(file, "unix:*");
        assertThat(status.rawMode()).isEqualTo(known.get("mode"));
        assertThat(status.links()).isEqualTo(known.get("nlink")).isEqualTo(2);
        assertThat(status.owner()).isEqualTo(known.get("uid"));
        assertThat(status.group()).isEqualTo(known.get("gid"));
        assertThat(status.inode()).isEqualTo(known.get("ino"));
        assertThat(status.size()).isEqualTo(known.get("size")).isEqualTo(5L);
        assertThat(FileTime.from(status.modified())).isEqualTo(known.get("lastModifiedTime"));
        assertThat(FileTime.from(status.created())).isEqualTo(known.get("creationTime"));
        try (LocalBackend backend = open()) {
            SpaceInfo space = tree(backend).space(VirtualPath.ROOT);
            assertThat(space.total()).isEqualTo(Files.getFileStore(root).getTotalSpace());
            assertThat(space.blockSize()).isEqualTo(Files.getFileStore(root).getBlockSize());
            assertThat(space.freeFiles()).isBetween(0L, space.totalFiles());
        }
    }

    @Test
    void translatesOpenFlagsForEachArchitecture() {
        int flags = Linux.O_DIRECTORY | Linux.O_NOFOLLOW | Linux.O_CLOEXEC | Linux.O_PATH;
        assertThat(LinuxAbi.X86_64.openFlags(flags)).isEqualTo(flags);
        assertThat(LinuxAbi.AARCH64.openFlags(flags)).isEqualTo(0x4000 | 0x8000 | 0x80000 | 0x200000);
        assertThat(LinuxAbi.AARCH64.number(LinuxAbi.SystemCall.OPENAT)).isEqualTo(56);
        assertThat(LinuxAbi.X86_64.number(LinuxAbi.SystemCall.OPENAT)).isEqualTo(257);
    }
}
