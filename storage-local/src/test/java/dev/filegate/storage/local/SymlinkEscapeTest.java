package dev.filegate.storage.local;

import static dev.filegate.core.storage.StorageActions.assertFails;
import static dev.filegate.core.storage.StorageActions.bytes;
import static dev.filegate.core.storage.StorageActions.content;
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
import dev.filegate.core.storage.FileInfo;
import dev.filegate.core.storage.Links;
import dev.filegate.core.storage.RenameMode;
import dev.filegate.core.storage.Storage;
import dev.filegate.core.storage.StorageActions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody with access to the disk makes links, and exchanges them while the gateway walks. Nothing may be reached by them. */
class SymlinkEscapeTest {
    private static final int ROUNDS = 3000;

    @TempDir
    Path disk;

    private Path outside;
    private Path home;
    private LocalBackend backend;
    private Storage storage;

    @BeforeEach
    void open() throws IOException {
        outside = Files.createDirectory(disk.resolve("outside"));
        Files.writeString(outside.resolve("secret"), "secret");
        Files.createDirectory(outside.resolve("victim"));
        Path root = Files.createDirectory(disk.resolve("root"));
        home = Files.createDirectories(root.resolve("home/me"));
        Files.createDirectories(root.resolve("home/other"));
        Files.writeString(root.resolve("home/other/private"), "private");
        open(new KernelCalls());
    }

    private void open(LinuxCalls calls) throws IOException {
        if (backend != null) {
            backend.close();
        }
        backend = LocalBackend.open("disk", TestConfigs.unflushed(disk.resolve("root")), calls, Instant.now());
        storage = backend.tree(VirtualPath.parse("/home/me"), "me");
    }

    @AfterEach
    void close() {
        backend.close();
    }

    @Test
    void linksOutOfTheTreeLookLikeLinksAndOpenNothing() throws IOException {
        for (LinuxCalls calls : List.of(new KernelCalls(), FakeCalls.withoutOpenat2())) {
            open(calls);
            refuses(link("absolute", outside.toString()), "/secret", outside.resolve("secret"));
            refuses(link("relative", "../../../outside"), "/secret", outside.resolve("secret"));
            refuses(link("neighbour", "../other"), "/private", disk.resolve("root/home/other/private"));
            refuses(link("detour", home + "/../other"), "/private", disk.resolve("root/home/other/private"));
            refuses(link("prefix", home + "x/.."), "/other/private", disk.resolve("root/home/other/private"));
            refuses(link("proc", "/proc/self/cwd"), "/pom.xml", outside.resolve("secret"));
            try (Stream<Path> links = Files.list(home)) {
                for (Path link : links.toList()) {
                    Files.delete(link);
                }
            }
        }
    }

    private String link(String name, String target) throws IOException {
        Files.createSymbolicLink(home.resolve(name), Path.of(target));
        return "/" + name;
    }

    private void refuses(String link, String below, Path untouched) throws IOException {
        String before = Files.readString(untouched);
        FileInfo info = stat(storage, link);
        assertThat(info.isLink()).isTrue();
        assertThat(info).isEqualTo(storage.stat(path(link), Links.KEEP));
        assertThat(names(storage, "/")).contains(link.substring(1));
        for (String target : List.of(link, link + below)) {
            assertFails(Failure.PERMISSION_DENIED, () -> storage.openForRead(path(target)));
            assertFails(Failure.PERMISSION_DENIED, () -> put(storage, target, "overwritten"));
            assertFails(Failure.PERMISSION_DENIED, () -> write(storage, target, StorageActions.APPEND, bytes("x")));
            assertFails(Failure.PERMISSION_DENIED, () -> write(storage, target, StorageActions.IN_PLACE, bytes("x")));
            assertFails(Failure.PERMISSION_DENIED, () -> names(storage, target));
            assertFails(
                    Failure.PERMISSION_DENIED,
                    () -> storage.setAttributes(path(target), AttributeChange.NONE.withMode(0777)));
            assertFails(Failure.PERMISSION_DENIED, () -> storage.copy(path(target), path("/copied")));
            assertFails(Failure.PERMISSION_DENIED, () -> storage.createHardLink(path("/linked"), path(target)));
            assertFails(Failure.PERMISSION_DENIED, () -> storage.space(path(target)));
        }
        String entry = link + below;
        assertFails(Failure.PERMISSION_DENIED, () -> stat(storage, entry));
        assertFails(Failure.PERMISSION_DENIED, () -> storage.deleteFile(path(entry)));
        assertFails(Failure.PERMISSION_DENIED, () -> storage.createDirectory(path(link + "/new")));
        assertFails(Failure.PERMISSION_DENIED, () -> storage.deleteDirectory(path(link + "/victim")));
        put(storage, "/own", "own");
        assertFails(
                Failure.PERMISSION_DENIED,
                () -> storage.rename(path("/own"), path(link + "/stolen"), RenameMode.REPLACE));
        assertFails(Failure.PERMISSION_DENIED, () -> storage.rename(path(entry), path("/stolen"), RenameMode.REPLACE));
        assertThat(Files.readString(untouched)).isEqualTo(before);
    }

    @Test
    void absoluteLinksBelowTheTreesOwnRealPathAreInside() throws IOException {
        for (LinuxCalls calls : List.of(new KernelCalls(), FakeCalls.withoutOpenat2())) {
            open(calls);
            Files.createDirectories(home.resolve("d"));
            Files.writeString(home.resolve("d/f"), "inside");
            Files.deleteIfExists(home.resolve("l"));
            Files.createSymbolicLink(home.resolve("l"), home.resolve("d"));
            assertThat(text(storage, "/l/f")).isEqualTo("inside");
            assertThat(names(storage, "/l")).containsExactly("f");
            assertThat(stat(storage, "/l").isDirectory()).isTrue();
            assertThat(storage.readLink(path("/l"))).isEqualTo("/d");
            assertThat(storage.stat(path("/l"), Links.KEEP).linkTarget()).isEqualTo("/d");
            put(storage, "/l/g", "new");
            assertThat(home.resolve("d/g")).hasContent("new");
            storage.deleteFile(path("/l/g"));
        }
    }

    /** Each turn exchanges a directory inside for a link to one outside, in one step, as fast as it goes. */
    @Test
    void aLinkExchangedWhileItIsWalkedNeverLeadsOutside() throws Exception {
        race(new KernelCalls());
    }

    @Test
    void aLinkExchangedDuringAWalkByNameNeverLeadsOutside() throws Exception {
        race(FakeCalls.withoutOpenat2());
    }

    private void race(LinuxCalls calls) throws Exception {
        open(calls);
        Path inside = Files.createDirectory(home.resolve("inside"));
        Files.writeString(inside.resolve("secret"), "harmless");
        Files.createSymbolicLink(home.resolve("d"), Path.of("inside"));
        AtomicBoolean over = new AtomicBoolean();
        AtomicReference<Throwable> failed = new AtomicReference<>();
        Thread swapper = Thread.ofPlatform().start(() -> {
            try {
                swap(over);
            } catch (IOException | RuntimeException e) {
                failed.set(e);
            }
        });
        List<Runnable> attacks = attacks();
        int[] successes = new int[attacks.size()];
        int[] refusals = new int[attacks.size()];
        for (int round = 0; round < ROUNDS; round++) {
            int which = round % attacks.size();
            if (survives(attacks.get(which))) {
                successes[which]++;
            } else {
                refusals[which]++;
            }
        }
        over.set(true);
        swapper.join();
        assertThat(failed.get()).isNull();
        assertThat(successes).as("attacks that met the directory").doesNotContain(0);
        assertThat(Arrays.stream(refusals).sum())
                .as("attacks that met the link")
                .isPositive();
        assertOutsideUntouched();
    }

    private void swap(AtomicBoolean over) throws IOException {
        for (int turn = 0; !over.get(); turn++) {
            Path next = home.resolve("next");
            Files.createSymbolicLink(next, turn % 2 == 0 ? outside : Path.of("inside"));
            Files.move(next, home.resolve("d"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private List<Runnable> attacks() {
        List<Runnable> attacks = new ArrayList<>();
        attacks.add(() -> assertThat(text(storage, "/d/secret")).isEqualTo("harmless"));
        attacks.add(() -> assertThat(names(storage, "/d")).doesNotContain("victim"));
        attacks.add(() -> put(storage, "/d/written", "x"));
        attacks.add(() -> write(storage, "/d/written", StorageActions.APPEND, bytes("x")));
        attacks.add(() -> storage.createDirectory(path("/d/made")));
        attacks.add(() -> storage.deleteDirectory(path("/d/made")));
        attacks.add(() -> {
            put(storage, "/mine", "x");
            storage.rename(path("/mine"), path("/d/moved"), RenameMode.REPLACE);
        });
        attacks.add(() -> storage.rename(path("/d/moved"), path("/back"), RenameMode.REPLACE));
        attacks.add(() -> storage.createSymbolicLink(path("/d/link"), "secret"));
        attacks.add(() -> storage.deleteFile(path("/d/link")));
        attacks.add(() -> storage.setAttributes(path("/d/secret"), AttributeChange.NONE.withMode(0600)));
        attacks.add(() -> storage.copy(path("/d/secret"), path("/copied")));
        attacks.add(() -> storage.createHardLink(path("/d/hard"), path("/inside/secret")));
        attacks.add(() -> storage.deleteFile(path("/d/hard")));
        attacks.add(() -> assertThat(stat(storage, "/d/secret").size()).isEqualTo("harmless".length()));
        return attacks;
    }

    private static boolean survives(Runnable attack) {
        try {
            attack.run();
            return true;
        } catch (GatewayException refused) {
            assertThat(refused.failure())
                    .isIn(Failure.PERMISSION_DENIED, Failure.NOT_FOUND, Failure.ALREADY_EXISTS, Failure.BUSY);
            return false;
        }
    }

    private void assertOutsideUntouched() throws IOException {
        try (Stream<Path> entries = Files.list(outside)) {
            assertThat(entries.map(p -> p.getFileName().toString())).containsExactlyInAnyOrder("secret", "victim");
        }
        assertThat(outside.resolve("secret")).hasContent("secret");
        assertThat(Files.getPosixFilePermissions(outside.resolve("secret")))
                .isNotEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Files.getAttribute(outside.resolve("secret"), "unix:nlink")).isEqualTo(1);
        if (Files.exists(home.resolve("copied"))) {
            assertThat(content(storage, "/copied")).isEqualTo(bytes("harmless"));
        }
    }

    /** Uploads under way are hidden by name; a link made on the disk must not show them. */
    @Test
    void aLinkDoesNotLeadToUploadsUnderWay() throws IOException {
        Storage whole = backend.tree(VirtualPath.ROOT, "me");
        StorageActions.abort(whole, "/upload", StorageActions.REPLACE, "not for others");
        Path root = disk.resolve("root");
        Path hidden = root.resolve(HiddenNames.PREFIX);
        Path partial;
        try (Stream<Path> files = Files.list(hidden)) {
            partial = files.filter(p -> p.getFileName().toString().startsWith(TemporaryFiles.PARTIAL))
                    .findFirst()
                    .orElseThrow();
        }
        Files.createSymbolicLink(root.resolve("l"), Path.of(HiddenNames.PREFIX));
        Files.createSymbolicLink(root.resolve("f"), root.relativize(partial));
        Files.createSymbolicLink(root.resolve("new"), Path.of(HiddenNames.PREFIX, "planted"));
        String below = "/l/" + partial.getFileName();
        assertFails(Failure.NOT_FOUND, () -> names(whole, "/l"));
        assertFails(Failure.NOT_FOUND, () -> content(whole, below));
        assertFails(Failure.NOT_FOUND, () -> content(whole, "/f"));
        assertFails(Failure.NOT_FOUND, () -> whole.deleteFile(path(below)));
        assertFails(Failure.NOT_FOUND, () -> put(whole, "/f", "x"));
        assertFails(Failure.NOT_FOUND, () -> put(whole, "/new", "x"));
        assertFails(Failure.NOT_FOUND, () -> whole.rename(path(below), path("/stolen"), RenameMode.REPLACE));
        assertThat(partial).hasContent("not for others");
    }
}
