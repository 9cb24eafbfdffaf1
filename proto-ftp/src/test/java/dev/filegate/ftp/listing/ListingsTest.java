package dev.filegate.ftp.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.filegate.core.account.Account;
import dev.filegate.core.account.Permission;
import dev.filegate.core.account.TestAccounts;
import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.FileInfo;
import dev.filegate.core.storage.FileType;
import dev.filegate.ftp.data.ByteSink;
import dev.filegate.ftp.data.CollectingSink;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ListingsTest {
    private final ListedTree tree = new ListedTree();

    @AfterEach
    void leavesNoCursorOpen() {
        assertThat(tree.openCursors()).isZero();
    }

    @Test
    void listsADirectoryWithoutHiddenNames() throws IOException {
        tree.file("/a").directory("/dir").file("/.hidden");
        assertThat(list("")).containsExactly("a", "dir");
        assertThat(list("-A")).containsExactly(".hidden", "a", "dir");
        assertThat(list("-a")).containsExactly(".", "..", ".hidden", "a", "dir");
        assertThat(list("-d")).containsExactly(".");
    }

    @Test
    void listsNothingForAnEmptyDirectory() throws IOException {
        tree.directory("/empty");
        assertThat(list("empty")).isEmpty();
        assertThat(names("empty")).isEmpty();
    }

    @Test
    void namesEntriesWithThePathAsTyped() throws IOException {
        tree.directory("/dir").file("/dir/a").file("/dir/b c");
        assertThat(names("dir")).containsExactly("dir/a", "dir/b c");
        assertThat(names("dir/")).containsExactly("dir/a", "dir/b c");
        assertThat(names("/dir")).containsExactly("/dir/a", "/dir/b c");
        assertThat(names("/")).containsExactly("/dir");
        assertThat(names("")).containsExactly("dir");
        assertThat(names(".")).containsExactly("dir");
        assertThat(names("dir/a")).containsExactly("dir/a");
        assertThat(names("-d dir")).containsExactly("dir");
        assertThat(list("dir")).containsExactly("a", "b c");
        assertThat(list("dir/a")).containsExactly("a");
    }

    @Test
    void listsInTheCurrentDirectory() throws IOException {
        tree.directory("/dir")
                .file("/dir/a")
                .directory("/dir/sub")
                .file("/dir/sub/x")
                .file("/top");
        VirtualPath current = VirtualPath.parse("/dir");
        assertThat(sent(listings().names(current, ""))).containsExactly("a", "sub");
        assertThat(sent(listings().names(current, "../t*"))).containsExactly("../top");
        assertThat(sent(listings().names(current, ".."))).containsExactly("../dir", "../top");
        assertThat(sent(listings().names(current, "~"))).containsExactly("/dir", "/top");
        assertThat(sent(listings().names(current, "~/to?"))).containsExactly("/top");
    }

    @Test
    void makesALongListOfNlstWithL() throws IOException {
        tree.file("/a");
        assertThat(text(listings().names(VirtualPath.ROOT, "-l"))).startsWith("-rw-r--r--");
    }

    @Test
    void refusesWhatIsMissingOrForbiddenBeforeAnythingIsSent() {
        tree.directory("/closed").forbid("/closed").put("/part", partial("part"));
        assertFails(Failure.NOT_FOUND, "missing");
        assertFails(Failure.NOT_FOUND, "missing/*");
        assertFails(Failure.NOT_FOUND, "part");
        assertFails(Failure.PERMISSION_DENIED, "closed");
        assertFails(Failure.PERMISSION_DENIED, "closed/*");
        assertFails(Failure.INVALID_NAME, "{a,b}".repeat(7));
        assertFails(Failure.INVALID_NAME, "*/".repeat(9));
    }

    @Test
    void prefersAPathThatExistsToAPattern() throws IOException {
        tree.file("/[a]").file("/a");
        assertThat(names("[a]")).containsExactly("[a]");
        assertThat(names("[a-b]")).containsExactly("a");
    }

    @Test
    void listsWhatMatchesAPattern() throws IOException {
        tree.directory("/d1")
                .file("/d1/x.txt")
                .file("/d1/y.bin")
                .directory("/d2")
                .file("/d2/x.txt")
                .file("/d3.txt");
        assertThat(names("d*")).containsExactly("d1", "d2", "d3.txt");
        assertThat(names("d*/")).containsExactly("d1", "d2");
        assertThat(names("d1/*.txt")).containsExactly("d1/x.txt");
        assertThat(names("*/x.txt")).containsExactly("d1/x.txt", "d2/x.txt");
        assertThat(names("/d{1,2}/[xy].*")).containsExactly("/d1/x.txt", "/d1/y.bin", "/d2/x.txt");
        assertThat(names("*/*/*")).isEmpty();
        assertThat(names("*.none")).isEmpty();
        assertThat(list("d1/*.txt")).containsExactly("x.txt");
        assertThat(list("*/x.txt")).containsExactly("d1/x.txt", "d2/x.txt");
        assertThat(list("-r d?")).containsExactly("d2", "d1");
    }

    @Test
    void skipsWhatAPatternCannotEnter() throws IOException {
        tree.directory("/a")
                .file("/a/x")
                .directory("/b")
                .file("/b/x")
                .forbid("/a")
                .file("/c");
        assertThat(names("*/x")).containsExactly("a/x", "b/x");
        assertThat(names("*/*")).containsExactly("b/x");
    }

    @Test
    void followsLinksInTheMiddleOfAPattern() throws IOException {
        tree.directory("/real").file("/real/x").link("/to", "real").link("/dangling", "nowhere");
        assertThat(names("*/x")).containsExactly("real/x", "to/x");
        assertThat(names("*/")).containsExactly("real", "to");
    }

    @Test
    void listsLinksAsLinksUnlessTheyLeadToADirectoryOrAreFollowed() throws IOException {
        tree.directory("/real")
                .file("/real/x")
                .link("/to", "real")
                .file("/f", 77, ListedTree.TIME)
                .link("/lf", "f");
        assertThat(list("to")).containsExactly("x");
        assertThat(list("lf")).containsExactly("lf -> f");
        assertThat(text(listings().list(VirtualPath.ROOT, "-L lf")))
                .startsWith("-rw")
                .contains(" 77 ");
        assertThat(text(listings().list(VirtualPath.ROOT, "-L"))).doesNotContain("->");
    }

    @Test
    void sortsByTimeBySizeAndBackwards() throws IOException {
        tree.file("/a", 2, ListedTree.TIME)
                .file("/b", 3, ListedTree.TIME.minusSeconds(9))
                .file("/c", 1, ListedTree.TIME.plusSeconds(9))
                .file("/d", 2, ListedTree.TIME);
        assertThat(names("-t")).containsExactly("c", "a", "d", "b");
        assertThat(names("-S")).containsExactly("b", "a", "d", "c");
        assertThat(names("-r")).containsExactly("d", "c", "b", "a");
        assertThat(names("-tr")).containsExactly("b", "d", "a", "c");
        assertThat(names("-t *")).containsExactly("c", "a", "d", "b");
    }

    @Test
    void givesUpSortingBeyondItsBoundWithoutLosingAnEntry() throws IOException {
        for (int i = 0; i <= SortedEntries.MAX_HELD; i++) {
            tree.file("/" + (100_000 + i));
        }
        assertThat(names("-r"))
                .hasSize(SortedEntries.MAX_HELD + 1)
                .startsWith("100000", "100001")
                .endsWith("110000");
    }

    @Test
    void descendsAsLsDoes() throws IOException {
        tree.file("/a")
                .directory("/d")
                .directory("/d/e")
                .file("/d/e/f")
                .directory("/g")
                .link("/loop", "/");
        assertThat(list("-R"))
                .containsExactly(".:", "a", "d", "g", "loop -> /", "", "./d:", "e", "", "./d/e:", "f", "", "./g:");
        assertThat(list("-R d")).containsExactly("d:", "e", "", "d/e:", "f");
        assertThat(list("-R /")).startsWith("/:").contains("/d:", "/d/e:");
        assertThat(names("-R")).containsExactly("a", "d", "g", "loop", "d/e", "d/e/f");
    }

    @Test
    void showsForbiddenDirectoriesButDoesNotEnterThem() throws IOException {
        tree.directory("/a").file("/a/x").directory("/b").file("/b/y").forbid("/a");
        assertThat(list("-R")).containsExactly(".:", "a", "b", "", "./b:", "y");
    }

    @Test
    void descendsIntoMoreDirectoriesThanItRemembers() throws IOException {
        int count = Subdirectories.MAX_HELD + 5;
        for (int i = 0; i < count; i++) {
            tree.directory("/" + (10_000 + i)).file("/" + (10_000 + i) + "/x");
        }
        assertThat(names("-R")).hasSize(2 * count).endsWith("11004/x");
    }

    @Test
    void stopsAtItsGreatestDepthWithFewCursorsOpen() throws IOException {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < DirectoryListing.MAX_DEPTH + 10; i++) {
            tree.directory(path.append("/d").toString());
        }
        assertThat(names("-R")).hasSize(DirectoryListing.MAX_DEPTH + 1);
        assertThat(tree.mostOpenCursors()).isEqualTo(1);
    }

    @Test
    void boundsTheDirectoriesAPatternLeadsThrough() {
        for (int i = 0; i <= GlobListing.MAX_DIRECTORIES; i++) {
            tree.directory("/" + i);
        }
        assertThatExceptionOfType(GatewayException.class)
                .isThrownBy(() -> names("*/*"))
                .withMessageContaining("directories");
    }

    @Test
    void streamsLargeDirectoriesInBoundedWrites() throws IOException {
        for (int i = 0; i < 5_000; i++) {
            tree.file("/a rather long name " + i);
        }
        CollectingSink sink = new CollectingSink();
        try (Listing listing = listings().list(VirtualPath.ROOT, "")) {
            listing.send(sink);
        }
        assertThat(sink.largestWrite()).isEqualTo(32 * 1024);
        assertThat(sink.text().lines()).hasSize(5_000).allMatch(line -> line.startsWith("-rw-r--r--   1 "));
    }

    @Test
    void closesItsCursorWhenTheClientLeaves() {
        tree.file("/a");
        ByteSink broken = new ByteSink() {
            @Override
            public void write(ByteBuffer source) throws IOException {
                throw new IOException("connection reset");
            }

            @Override
            public void pulse() {}

            @Override
            public void finish() {}

            @Override
            public void close() {}
        };
        assertThatThrownBy(() -> {
                    try (Listing listing = listings().machine(VirtualPath.ROOT, Fact.DEFAULT)) {
                        listing.send(broken);
                    }
                })
                .hasMessage("connection reset");
    }

    @Test
    void showsThatItIsAliveWhileNothingMatches() throws IOException {
        for (int i = 0; i < 1_000; i++) {
            tree.file("/" + i);
        }
        CollectingSink sink = new CollectingSink();
        try (Listing listing = listings().names(VirtualPath.ROOT, "-S none*")) {
            listing.send(sink);
        }
        assertThat(sink.bytes()).isEmpty();
        assertThat(sink.pulses()).isGreaterThan(3);
    }

    @Test
    void endsWhenInterrupted() {
        tree.file("/a");
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> list("")).isInstanceOf(InterruptedIOException.class);
            assertThatThrownBy(() -> list("*")).isInstanceOf(InterruptedIOException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void listsFactsOfADirectoryItselfAndTheOneAbove() throws IOException {
        tree.directory("/dir")
                .file("/dir/a b", 7, ListedTree.TIME)
                .file("/dir/.hidden")
                .link("/dir/l", "a b")
                .link("/dir/m", "/é");
        Set<Fact> facts = EnumSet.of(Fact.TYPE, Fact.SIZE, Fact.MODIFY);
        assertThat(sent(listings().machine(VirtualPath.parse("/dir"), facts)))
                .containsExactly(
                        "type=cdir;modify=20261120130500; .",
                        "type=pdir;modify=20261120130500; ..",
                        "type=file;size=5;modify=20261120130500; .hidden",
                        "type=file;size=7;modify=20261120130500; a b",
                        "type=OS.unix=symlink;modify=20261120130500; l",
                        "type=OS.unix=slink:/é;modify=20261120130500; m");
        assertThat(sent(listings().machine(VirtualPath.ROOT, Set.of()))).containsExactly(" .", " dir");
        assertThatExceptionOfType(GatewayException.class)
                .isThrownBy(() -> listings().machine(VirtualPath.parse("/dir/a b"), facts))
                .satisfies(e -> assertThat(e.failure()).isEqualTo(Failure.NOT_A_DIRECTORY));
    }

    @Test
    void showsEveryFactItKnows() {
        tree.put(
                "/x ",
                new FileInfo(
                        "x ",
                        FileType.FILE,
                        5_000_000_000L,
                        Instant.parse("2026-01-02T03:04:05.678Z"),
                        Instant.parse("2025-01-02T03:04:05Z"),
                        04755,
                        "some one",
                        "100",
                        1,
                        "a;b%",
                        "",
                        false));
        assertThat(listings().factsOf(VirtualPath.parse("/x "), EnumSet.allOf(Fact.class)))
                .isEqualTo("type=file;size=5000000000;modify=20260102030405;create=20250102030405;perm=adfrw;"
                        + "unique=a%3bb%25;UNIX.mode=4755;UNIX.owner=some%20one;UNIX.group=100;"
                        + "UNIX.ownername=some%20one; /x ");
        assertThat(listings().factsOf(VirtualPath.ROOT, EnumSet.of(Fact.TYPE, Fact.PERM)))
                .isEqualTo("type=dir;perm=celmp; /");
    }

    @Test
    void showsPermissionsOfTheAccountAndOfMounts() throws IOException {
        tree.directory("/home").file("/home/f").directory("/home/d").directory("/home/m");
        Account reader = TestAccounts.named("reader")
                .permissions(Permission.LIST, Permission.READ)
                .mount("/home/m", "other", "/")
                .build();
        assertThat(sent(new Listings(tree.storage(), reader, () -> ListedTree.TIME)
                        .machine(VirtualPath.parse("/home"), EnumSet.of(Fact.PERM))))
                .containsExactly("perm=el; .", "perm=el; ..", "perm=el; d", "perm=r; f", "perm=celmp; m");
        Account nothing = account(EnumSet.noneOf(Permission.class));
        assertThat(new Listings(tree.storage(), nothing, () -> ListedTree.TIME)
                        .factsOf(VirtualPath.parse("/home/f"), EnumSet.of(Fact.PERM)))
                .isEqualTo("perm=; /home/f");
    }

    @Test
    void answersFactsOfAPartialToItsOwner() {
        tree.put("/part", partial("part"));
        assertThat(listings().factsOf(VirtualPath.parse("/part"), EnumSet.of(Fact.SIZE)))
                .isEqualTo("size=3; /part");
    }

    @Test
    void selectsFactsAsRfc3659Says() {
        assertThat(Fact.parse("Type;SIZE;unknown;unix.mode;"))
                .containsExactlyInAnyOrder(Fact.TYPE, Fact.SIZE, Fact.UNIX_MODE);
        assertThat(Fact.parse("")).isEmpty();
        assertThat(Fact.optionsReply(Fact.parse("size;type"))).isEqualTo("MLST OPTS type;size;");
        assertThat(Fact.optionsReply(Set.of())).isEqualTo("MLST OPTS");
        assertThat(Fact.feature(Fact.DEFAULT))
                .isEqualTo("MLST type*;size*;modify*;create*;perm*;unique*;UNIX.mode*;UNIX.owner*;UNIX.group*;"
                        + "UNIX.ownername;UNIX.groupname;");
    }

    private static FileInfo partial(String name) {
        return new FileInfo(name, FileType.FILE, 3, ListedTree.TIME, Instant.MIN, 0644, "o", "g", 1, "", "", true);
    }

    private void assertFails(Failure failure, String argument) {
        assertThatExceptionOfType(GatewayException.class)
                .isThrownBy(() -> listings().list(VirtualPath.ROOT, argument).close())
                .satisfies(e -> assertThat(e.failure()).isEqualTo(failure));
    }

    private Listings listings() {
        return new Listings(tree.storage(), account(EnumSet.allOf(Permission.class)), () -> ListedTree.TIME);
    }

    private static Account account(Set<Permission> permissions) {
        return TestAccounts.named("demo")
                .permissions(permissions.toArray(Permission[]::new))
                .build();
    }

    private List<String> names(String argument) throws IOException {
        return sent(listings().names(VirtualPath.ROOT, argument));
    }

    /** A LIST without its eight columns; headings and blank lines stay. */
    private List<String> list(String argument) throws IOException {
        return sent(listings().list(VirtualPath.ROOT, argument)).stream()
                .map(line -> line.matches("[-dls][-rwxst]{9} .*") ? line.split(" +", 9)[8] : line)
                .toList();
    }

    private static List<String> sent(Listing listing) throws IOException {
        return text(listing).lines().toList();
    }

    private static String text(Listing listing) throws IOException {
        CollectingSink sink = new CollectingSink();
        try (listing) {
            listing.send(sink);
        }
        assertThat(sink.text().replace("\r\n", "")).doesNotContain("\r", "\n");
        return sink.text();
    }
}
