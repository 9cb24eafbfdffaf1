package dev.filegate.storage.local;

import static dev.filegate.core.storage.StorageActions.assertFails;
import static dev.filegate.core.storage.StorageActions.names;
import static dev.filegate.core.storage.StorageActions.path;
import static dev.filegate.core.storage.StorageActions.put;
import static dev.filegate.core.storage.StorageActions.stat;
import static dev.filegate.core.storage.StorageActions.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.path.NameCodec;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.FileType;
import dev.filegate.core.storage.Links;
import dev.filegate.core.storage.RenameMode;
import dev.filegate.core.storage.Storage;
import dev.filegate.core.storage.StorageActions;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names that others made on the disk, names that nobody may use, and things that are no files. */
class LocalNamesTest {
    private final LinuxCalls calls = new KernelCalls();

    @TempDir
    Path root;

    private LocalBackend backend;
    private Storage storage;

    @BeforeEach
    void open() throws IOException {
        backend = LocalBackend.open("disk", TestConfigs.unflushed(root));
        storage = backend.tree(VirtualPath.ROOT, "me");
    }

    @AfterEach
    void close() {
        backend.close();
    }

    @Test
    void showsAndReachesNamesThatAreNotUtf8() throws Exception {
        byte[] latin1 = {'m', (byte) 0xFC, 'l', 'l', (byte) 0xFF};
        byte[] prefix = (root + "/").getBytes(StandardCharsets.UTF_8);
        byte[] real = Arrays.copyOf(prefix, prefix.length + latin1.length);
        System.arraycopy(latin1, 0, real, prefix.length, latin1.length);
        calls.mkdirat(Linux.AT_FDCWD, real, 0755);

        List<String> listed = names(storage, "/");
        assertThat(listed).hasSize(1);
        assertThat(NameCodec.encode(listed.getFirst())).isEqualTo(latin1);
        put(storage, "/" + listed.getFirst() + "/f", "content");
        assertThat(text(storage, "/" + listed.getFirst() + "/f")).isEqualTo("content");
        storage.deleteFile(path("/" + listed.getFirst() + "/f"));
        storage.rename(path("/" + listed.getFirst()), path("/plain"), RenameMode.REPLACE);
        assertThat(root.resolve("plain")).isDirectory();
    }

    @Test
    void storesNamesAsReceived() {
        put(storage, "/gr\u00fc\u00df gott \ud83d\ude00", "x");
        assertThat(root.resolve("gr\u00fc\u00df gott \ud83d\ude00")).exists();
    }

    @Test
    void sortsNamesOfAllKinds() {
        List<String> ordered = List.of("A", "\u00e9", "\ud83d\ude00", NameCodec.decode(new byte[] {(byte) 0xFF}));
        for (String name : ordered) {
            put(storage, "/" + name, "");
        }
        assertThat(names(storage, "/")).hasSize(4).isSortedAccordingTo(NameCodec::compareByCodePoint);
    }

    @Test
    void keepsItsOwnNamesToItself() throws IOException {
        Files.createDirectory(root.resolve("d"));
        Files.writeString(root.resolve("d/.filegate-tmp-t-1"), "left over");
        put(storage, "/f", "content");
        assertThat(names(storage, "/")).containsExactly("d", "f");
        assertThat(names(storage, "/d")).isEmpty();
        for (String hidden : List.of(
                "/.filegate-tmp", "/.FileGate-TMP", "/.filegate-tmp/lock", "/d/.filegate-tmp-t-1", "/.filegate-tmp9")) {
            assertFails(Failure.NOT_FOUND, () -> stat(storage, hidden));
            assertFails(Failure.NOT_FOUND, () -> storage.stat(path(hidden), Links.KEEP));
            assertFails(Failure.NOT_FOUND, () -> storage.list(path(hidden)));
            assertFails(Failure.NOT_FOUND, () -> storage.openForRead(path(hidden)));
            assertFails(Failure.NOT_FOUND, () -> storage.deleteFile(path(hidden)));
            assertFails(Failure.NOT_FOUND, () -> storage.deleteDirectory(path(hidden)));
            assertFails(Failure.NOT_FOUND, () -> storage.rename(path(hidden), path("/x"), RenameMode.REPLACE));
            assertFails(Failure.NOT_FOUND, () -> storage.createHardLink(path("/x"), path(hidden)));
        }
        for (String hidden : List.of("/.filegate-tmp", "/.Filegate-Tmp-x", "/d/.filegate-tmp-t-1")) {
            assertFails(Failure.INVALID_NAME, () -> put(storage, hidden, "x"));
            assertFails(Failure.INVALID_NAME, () -> storage.createDirectory(path(hidden)));
            assertFails(Failure.INVALID_NAME, () -> storage.rename(path("/f"), path(hidden), RenameMode.REPLACE));
            assertFails(Failure.INVALID_NAME, () -> storage.createSymbolicLink(path(hidden), "f"));
            assertFails(Failure.INVALID_NAME, () -> storage.copy(path("/f"), path(hidden)));
        }
        assertFails(Failure.NOT_FOUND, () -> put(storage, "/.filegate-tmp/planted", "x"));
        assertFails(Failure.INVALID_NAME, () -> storage.createSymbolicLink(path("/l"), ".filegate-tmp"));
        assertFails(Failure.NOT_FOUND, () -> storage.createSymbolicLink(path("/l"), "/.filegate-tmp/lock"));
        put(storage, "/.filegate", "this one is free");
    }

    @Test
    void showsPipesAndSocketsButNeverOpensThem() throws Exception {
        Process mkfifo = new ProcessBuilder("mkfifo", root.resolve("pipe").toString()).start();
        assertThat(mkfifo.waitFor()).isZero();
        try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            socket.bind(UnixDomainSocketAddress.of(root.resolve("socket")));
            for (String special : List.of("/pipe", "/socket")) {
                assertThat(stat(storage, special).type()).isEqualTo(FileType.OTHER);
                assertFails(Failure.PERMISSION_DENIED, () -> storage.openForRead(path(special)));
                assertFails(Failure.PERMISSION_DENIED, () -> put(storage, special, "x"));
                assertFails(
                        Failure.PERMISSION_DENIED, () -> storage.openForWrite(path(special), StorageActions.APPEND));
                assertFails(
                        Failure.PERMISSION_DENIED, () -> storage.openForWrite(path(special), StorageActions.IN_PLACE));
                assertFails(Failure.PERMISSION_DENIED, () -> storage.copy(path(special), path("/copy")));
                assertFails(Failure.NOT_A_DIRECTORY, () -> storage.list(path(special)));
            }
            assertThat(names(storage, "/")).containsExactly("pipe", "socket");
            storage.deleteFile(path("/pipe"));
        }
    }
}
