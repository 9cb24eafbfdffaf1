package dev.filegate.core.storage.rule;

import static dev.filegate.core.storage.StorageActions.REPLACE;
import static dev.filegate.core.storage.StorageActions.assertFails;
import static dev.filegate.core.storage.StorageActions.assertMissing;
import static dev.filegate.core.storage.StorageActions.names;
import static dev.filegate.core.storage.StorageActions.path;
import static dev.filegate.core.storage.StorageActions.put;
import static dev.filegate.core.storage.StorageActions.stat;
import static dev.filegate.core.storage.StorageActions.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.filegate.core.account.Account;
import dev.filegate.core.account.Mount;
import dev.filegate.core.account.TestAccounts;
import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.AttributeChange;
import dev.filegate.core.storage.DirectoryCursor;
import dev.filegate.core.storage.FileInfo;
import dev.filegate.core.storage.ForwardingStorage;
import dev.filegate.core.storage.Links;
import dev.filegate.core.storage.MemoryBackend;
import dev.filegate.core.storage.RenameMode;
import dev.filegate.core.storage.Storage;
import dev.filegate.core.storage.StorageActions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MountedStorageTest {
    private static final Instant LOGIN = Instant.parse("2026-11-23T10:00:00Z");
    private static final RenameMode RENAME = RenameMode.REPLACE;

    private final Storage home = new MemoryBackend().tree(VirtualPath.ROOT, "me");
    private final Storage partner = new MemoryBackend().tree(VirtualPath.ROOT, "me");
    private final Storage deep = new MemoryBackend().tree(VirtualPath.ROOT, "me");
    private final List<String> opened = new ArrayList<>();
    private boolean partnerIsAway;

    private final Account account = TestAccounts.named("me")
            .mount("/partner", "partner", "/")
            .mount("/x/y/deep", "deep", "/")
            .build();
    private final MountedStorage storage = new MountedStorage(account, this::open, LOGIN);

    private Storage open(Mount mount) {
        if (mount.storage().equals("partner") && partnerIsAway) {
            throw new GatewayException(Failure.UNAVAILABLE, "away");
        }
        opened.add(mount.storage());
        return switch (mount.storage()) {
            case "partner" -> partner;
            case "deep" -> deep;
            default -> home;
        };
    }

    @Test
    void pathsGoToTheDeepestMount() {
        put(storage, "/a", "home");
        put(storage, "/partner/a", "partner");
        put(storage, "/x/y/deep/a", "deep");
        assertThat(text(home, "/a")).isEqualTo("home");
        assertThat(text(partner, "/a")).isEqualTo("partner");
        assertThat(text(deep, "/a")).isEqualTo("deep");
        assertThat(stat(storage, "/partner").name()).isEqualTo("partner");
        assertThat(stat(storage, "/partner").isDirectory()).isTrue();
    }

    @Test
    void mountsAreSeenWhereTheyLieInTheirPlaceByName() {
        put(home, "/a", "");
        put(home, "/q", "");
        put(home, "/z", "");
        assertThat(names(storage, "/")).containsExactly("a", "partner", "q", "x", "z");
        assertThat(names(storage, "/x")).containsExactly("y");
        assertThat(names(storage, "/x/y")).containsExactly("deep");
        assertThat(names(storage, "/x/y/deep")).isEmpty();
    }

    @Test
    void mountsHideWhatTheHomeHasUnderTheirNames() {
        put(home, "/partner", "a file in the way");
        home.createDirectory(path("/x"));
        put(home, "/x/y", "another");
        put(home, "/x/b", "");
        assertThat(names(storage, "/")).containsExactly("partner", "x");
        assertThat(stat(storage, "/partner").isDirectory()).isTrue();
        assertThat(names(storage, "/x")).containsExactly("b", "y");
        assertThat(stat(storage, "/x/y").isDirectory()).isTrue();
        assertThat(names(storage, "/x/y")).containsExactly("deep");
    }

    @Test
    void directoriesThatOnlyHoldMountsAreThereButTakeNothing() {
        assertThat(stat(storage, "/x/y").modified()).isEqualTo(LOGIN);
        assertMissing(storage, "/x/other");
        assertFails(Failure.PERMISSION_DENIED, () -> put(storage, "/x/y/new", ""));
        assertFails(Failure.PERMISSION_DENIED, () -> storage.createDirectory(path("/x/new")));
        assertFails(Failure.PERMISSION_DENIED, () -> storage.createSymbolicLink(path("/x/new"), "y"));
        assertFails(Failure.ALREADY_EXISTS, () -> storage.createDirectory(path("/x")));
        assertFails(Failure.ALREADY_EXISTS, () -> storage.createDirectory(path("/x/y/deep")));
        assertFails(Failure.IS_A_DIRECTORY, () -> storage.openForRead(path("/x")));
        assertFails(Failure.IS_A_DIRECTORY, () -> storage.openForWrite(path("/x"), REPLACE));
        assertFails(Failure.IS_A_DIRECTORY, () -> storage.openForWrite(path("/partner"), REPLACE));
        assertFails(
                Failure.PERMISSION_DENIED,
                () -> storage.setAttributes(path("/x"), AttributeChange.NONE.withMode(0700)));
        assertThat(storage.space(path("/x"))).isEqualTo(home.space(VirtualPath.ROOT));
        put(storage, "/a", "");
        assertFails(Failure.PERMISSION_DENIED, () -> storage.rename(path("/a"), path("/x/a"), RENAME));
        assertFails(Failure.PERMISSION_DENIED, () -> storage.copy(path("/a"), path("/x/a")));
    }

    @Test
    void neitherMountsNorWhatHoldsThemCanBeDeletedOrRenamed() {
        put(storage, "/a", "");
        for (String pinned : List.of("/partner", "/x", "/x/y", "/x/y/deep")) {
            VirtualPath path = path(pinned);
            assertFails(Failure.PERMISSION_DENIED, () -> storage.deleteDirectory(path));
            assertFails(Failure.PERMISSION_DENIED, () -> storage.deleteFile(path));
            assertFails(Failure.PERMISSION_DENIED, () -> storage.rename(path, path("/new"), RENAME));
            assertFails(Failure.PERMISSION_DENIED, () -> storage.rename(path("/a"), path, RENAME));
        }
        assertThatThrownBy(() -> storage.deleteDirectory(path("/partner")))
                .hasMessageEndingWith("/partner: a mount cannot be deleted, renamed or replaced");
    }

    @Test
    void renamesAndHardLinksStayInTheirMount() {
        put(storage, "/a", "1");
        storage.rename(path("/a"), path("/b"), RENAME);
        assertThat(text(storage, "/b")).isEqualTo("1");
        assertThatThrownBy(() -> storage.rename(path("/b"), path("/partner/b"), RENAME))
                .isInstanceOfSatisfying(GatewayException.class, e -> {
                    assertThat(e.failure()).isEqualTo(Failure.UNSUPPORTED);
                    assertThat(e.detail())
                            .isEqualTo("/b: cannot be renamed to /partner/b, which lies in another storage");
                });
        assertFails(Failure.UNSUPPORTED, () -> storage.createHardLink(path("/partner/l"), path("/b")));
        storage.createHardLink(path("/l"), path("/b"));
        assertThat(text(storage, "/l")).isEqualTo("1");
    }

    @Test
    void copiesCrossMountsThroughTheGateway() {
        byte[] large = new byte[700_001];
        new Random(3).nextBytes(large);
        put(storage, "/a", large);
        storage.copy(path("/a"), path("/partner/b"));
        assertThat(StorageActions.content(partner, "/b")).isEqualTo(large);
        storage.copy(path("/partner/b"), path("/partner/c"));
        assertThat(StorageActions.content(partner, "/c")).isEqualTo(large);
        assertFails(Failure.NOT_FOUND, () -> storage.copy(path("/missing"), path("/partner/d")));
        assertFails(Failure.IS_A_DIRECTORY, () -> storage.copy(path("/x"), path("/partner/d")));
    }

    @Test
    void linksInAMountArePathsOfTheWholeTree() {
        put(storage, "/partner/f", "content");
        storage.createSymbolicLink(path("/partner/l"), "/partner/f");
        assertThat(text(storage, "/partner/l")).isEqualTo("content");
        storage.createSymbolicLink(path("/partner/r"), "f");
        assertThat(storage.readLink(path("/partner/r"))).isEqualTo("f");
        assertFails(Failure.UNSUPPORTED, () -> storage.createSymbolicLink(path("/partner/out"), "/a"));
        assertFails(Failure.PERMISSION_DENIED, () -> storage.createSymbolicLink(path("/partner/up"), "../a"));
    }

    @Test
    void anAbsoluteTargetThatABackendTellsIsShownInTheWholeTree() {
        Storage absolute = new ForwardingStorage(partner) {
            @Override
            public String readLink(VirtualPath link) {
                return "/f";
            }

            @Override
            public FileInfo stat(VirtualPath path, Links links) {
                return inner().stat(path, links).linkedTo("/f");
            }
        };
        MountedStorage shown = new MountedStorage(account, mount -> mount.at().isRoot() ? home : absolute, LOGIN);
        put(partner, "/f", "");
        partner.createSymbolicLink(path("/l"), "f");
        assertThat(shown.readLink(path("/partner/l"))).isEqualTo("/partner/f");
        assertThat(shown.stat(path("/partner/l"), Links.KEEP).linkTarget()).isEqualTo("/partner/f");
    }

    @Test
    void storagesAreOpenedOnceAndOnlyWhenTheyAreNeeded() {
        assertThat(opened).isEmpty();
        put(storage, "/partner/a", "");
        put(storage, "/partner/b", "");
        assertThat(opened).containsExactly("partner");
    }

    @Test
    void aStorageThatIsAwayLeavesTheOthersAndIsTriedAgain() {
        partnerIsAway = true;
        assertThat(names(storage, "/")).containsExactly("partner", "x");
        assertFails(Failure.UNAVAILABLE, () -> storage.list(path("/partner")));
        put(storage, "/a", "");
        partnerIsAway = false;
        assertThat(names(storage, "/partner")).isEmpty();
    }

    @Test
    void aLargeUnsortedDirectoryShowsEachMountOnce() {
        Storage unsorted = new ForwardingStorage(home) {
            @Override
            public DirectoryCursor list(VirtualPath directory) {
                return new FixedCursor(List.of("z", "partner", "a", "y", "b"));
            }
        };
        MountedStorage mounted = new MountedStorage(account, mount -> mount.at().isRoot() ? unsorted : partner, LOGIN);
        assertThat(names(mounted, "/")).containsExactlyInAnyOrder("z", "a", "y", "b", "partner", "x");
    }

    /** A directory in the order of the file system. */
    private static final class FixedCursor implements DirectoryCursor {
        private final List<String> names;
        private int at = -1;

        FixedCursor(List<String> names) {
            this.names = names;
        }

        @Override
        public boolean advance() {
            return ++at < names.size();
        }

        @Override
        public FileInfo entry() {
            return FileInfo.file(names.get(at), 0, LOGIN);
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
