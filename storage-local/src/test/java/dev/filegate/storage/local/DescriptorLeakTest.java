package dev.filegate.storage.local;

import static dev.filegate.core.storage.StorageActions.APPEND;
import static dev.filegate.core.storage.StorageActions.CREATE_NEW;
import static dev.filegate.core.storage.StorageActions.IN_PLACE;
import static dev.filegate.core.storage.StorageActions.REPLACE;
import static dev.filegate.core.storage.StorageActions.abort;
import static dev.filegate.core.storage.StorageActions.bytes;
import static dev.filegate.core.storage.StorageActions.content;
import static dev.filegate.core.storage.StorageActions.names;
import static dev.filegate.core.storage.StorageActions.path;
import static dev.filegate.core.storage.StorageActions.put;
import static dev.filegate.core.storage.StorageActions.resumeAt;
import static dev.filegate.core.storage.StorageActions.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.AttributeChange;
import dev.filegate.core.storage.Links;
import dev.filegate.core.storage.RenameMode;
import dev.filegate.core.storage.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens, as many descriptors are open afterwards as before. */
class DescriptorLeakTest {
    private static final int ROUNDS = 8;

    @TempDir
    Path directory;

    private final List<Consumer<Storage>> operations = List.of(
            s -> put(s, "/a", "content"),
            s -> put(s, "/l/a", "content"),
            s -> put(s, "/missing/a", "content"),
            s -> put(s, "/out/a", "content"),
            s -> put(s, "/d", "content"),
            s -> put(s, "/.filegate-tmp", "content"),
            s -> put(s, "/toA", "through a link"),
            s -> write(s, "/a", APPEND, bytes("x")),
            s -> write(s, "/a", resumeAt(3), bytes("x")),
            s -> write(s, "/a", resumeAt(3000), bytes("x")),
            s -> write(s, "/none", resumeAt(3000), bytes("x")),
            s -> write(s, "/a", CREATE_NEW, bytes("x")),
            s -> write(s, "/a", IN_PLACE, bytes("x")),
            s -> write(s, "/d", IN_PLACE, bytes("x")),
            s -> abort(s, "/p", REPLACE, "x"),
            s -> abort(s, "/p", APPEND, "x"),
            s -> abort(s, "/p", resumeAt(3000), "x"),
            s -> abort(s, "/a", REPLACE, "x"),
            s -> s.stat(path("/p"), Links.FOLLOW),
            s -> s.deleteFile(path("/p")),
            s -> s.stat(path("/out"), Links.FOLLOW),
            s -> s.stat(path("/out/x"), Links.KEEP),
            s -> s.stat(path("/a/x"), Links.KEEP),
            s -> content(s, "/a"),
            s -> content(s, "/absolute/a"),
            s -> content(s, "/out/secret"),
            s -> content(s, "/d"),
            s -> names(s, "/"),
            s -> names(s, "/a"),
            s -> s.list(path("/")).close(),
            s -> s.createDirectory(path("/d")),
            s -> s.createDirectory(path("/d2")),
            s -> s.deleteDirectory(path("/d2")),
            s -> s.deleteDirectory(path("/d")),
            s -> s.rename(path("/a"), path("/b"), RenameMode.REPLACE),
            s -> s.rename(path("/b"), path("/a"), RenameMode.NO_REPLACE),
            s -> s.rename(path("/d"), path("/d/d"), RenameMode.NO_REPLACE),
            s -> s.setAttributes(path("/a"), AttributeChange.NONE.withSize(5).withModified(Instant.EPOCH)),
            s -> s.setAttributes(path("/d"), AttributeChange.NONE.withSize(5)),
            s -> s.copy(path("/a"), path("/d/copy")),
            s -> s.copy(path("/d"), path("/d/copy")),
            s -> s.copy(path("/a"), path("/d")),
            s -> s.createHardLink(path("/hard"), path("/a")),
            s -> s.deleteFile(path("/hard")),
            s -> s.createSymbolicLink(path("/new"), "/d/x"),
            s -> s.readLink(path("/new")),
            s -> s.readLink(path("/a")),
            s -> s.deleteFile(path("/new")),
            s -> s.space(path("/")));

    @Test
    void noOperationLeavesADescriptorOpen() throws IOException {
        check(new KernelCalls());
    }

    @Test
    void noWalkByNameLeavesADescriptorOpen() throws IOException {
        check(FakeCalls.withoutOpenat2());
    }

    @Test
    void noFailedCallLeavesADescriptorOpen() throws IOException {
        for (String call : List.of("statx", "openat", "openat2", "readlinkat", "renameat2", "pwrite", "ftruncate")) {
            int[] countdown = {Integer.MAX_VALUE};
            LinuxCalls calls = FakeCalls.with((name, _, real) -> {
                if (name.equals(call) && --countdown[0] <= 0) {
                    countdown[0] = 3;
                    throw new Errno(name, Linux.EIO);
                }
                return real.make();
            });
            check(calls, () -> countdown[0] = 3);
        }
    }

    private void check(LinuxCalls calls) throws IOException {
        check(calls, () -> {});
    }

    private void check(LinuxCalls calls, Runnable afterOpening) throws IOException {
        Path root = Files.createTempDirectory(directory, "root");
        Path home = root.resolve("home/me");
        Files.createDirectories(home.resolve("d"));
        for (String[] link :
                List.of(new String[] {"l", "d"}, new String[] {"toA", "a"}, new String[] {"out", "/etc"}, new String[] {
                    "absolute", home.toString()
                })) {
            Files.createSymbolicLink(home.resolve(link[0]), Path.of(link[1]));
        }
        try (LocalBackend backend = LocalBackend.open("disk", TestConfigs.unflushed(root), calls, Instant.now())) {
            Storage storage = backend.tree(VirtualPath.parse("/home/me"), "me");
            afterOpening.run();
            round(storage);
            long before = openDescriptors();
            for (int i = 0; i < ROUNDS; i++) {
                round(storage);
            }
            assertThat(openDescriptors()).isEqualTo(before);
        }
    }

    private void round(Storage storage) {
        for (Consumer<Storage> operation : operations) {
            try {
                operation.accept(storage);
            } catch (GatewayException expected) {
                assertThat(expected.failure()).isNotNull();
            }
        }
    }

    private long openDescriptors() throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors.filter(d -> isBelow(d, directory)).count();
        }
    }

    private static boolean isBelow(Path descriptor, Path directory) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith(directory.toString());
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }
}
