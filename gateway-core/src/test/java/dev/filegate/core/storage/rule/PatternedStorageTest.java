package dev.filegate.core.storage.rule;

import static dev.filegate.core.storage.StorageActions.REPLACE;
import static dev.filegate.core.storage.StorageActions.path;
import static dev.filegate.core.storage.StorageActions.put;
import static dev.filegate.core.storage.StorageActions.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.filegate.core.account.AccountRules;
import dev.filegate.core.account.FilePatterns;
import dev.filegate.core.account.PathRule;
import dev.filegate.core.account.Permission;
import dev.filegate.core.account.TestAccounts;
import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.failure.Rule;
import dev.filegate.core.path.PathGlob;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.DirectoryCursor;
import dev.filegate.core.storage.Links;
import dev.filegate.core.storage.MemoryBackend;
import dev.filegate.core.storage.RenameMode;
import dev.filegate.core.storage.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PatternedStorageTest {
    private final Storage free = new MemoryBackend().tree(VirtualPath.ROOT, "me");

    @BeforeEach
    void fill() {
        free.createDirectory(path("/in"));
        free.createDirectory(path("/in/secret"));
        put(free, "/in/a.csv", "a");
        put(free, "/in/b.EXE", "b");
        put(free, "/in/secret/s.csv", "s");
        put(free, "/.profile", "p");
    }

    private Storage with(List<String> allowed, List<String> denied, List<String> hidden, PathRule... paths) {
        FilePatterns files = new FilePatterns(globs(allowed), globs(denied), globs(hidden));
        AccountRules rules = new AccountRules(List.of(paths), files, List.of(), false);
        return new PatternedStorage(free, TestAccounts.named("me").rules(rules).build());
    }

    private static List<PathGlob> globs(List<String> texts) {
        return texts.stream().map(PathGlob::parse).toList();
    }

    private static void refused(Failure failure, ThrowingCallable action) {
        assertThatThrownBy(action).isInstanceOfSatisfying(GatewayException.class, e -> {
            assertThat(e.failure()).isEqualTo(failure);
            assertThat(e.rule()).isEqualTo(Rule.FILE_PATTERNS);
        });
    }

    private static List<String> names(Storage tree, String directory) {
        List<String> names = new ArrayList<>();
        try (DirectoryCursor cursor = tree.list(path(directory))) {
            while (cursor.advance()) {
                names.add(cursor.entry().name());
            }
        }
        return names;
    }

    @Test
    void hiddenFilesAreNotThere() {
        Storage tree = with(List.of(), List.of(), List.of(".*", "secret"));
        assertThat(names(tree, "/")).containsExactly("in");
        assertThat(names(tree, "/in")).containsExactly("a.csv", "b.EXE");
        refused(Failure.NOT_FOUND, () -> tree.stat(path("/.profile"), Links.FOLLOW));
        refused(Failure.NOT_FOUND, () -> tree.openForRead(path("/in/secret/s.csv")));
        refused(Failure.NOT_FOUND, () -> tree.deleteFile(path("/in/SECRET/s.csv")));
        refused(Failure.NOT_FOUND, () -> tree.rename(path("/.profile"), path("/x"), RenameMode.REPLACE));
        refused(Failure.PERMISSION_DENIED, () -> put(tree, "/.new", "x"));
    }

    @Test
    void deniedFilesAreSeenAndNothingElseWhateverTheirCapitals() {
        Storage tree = with(List.of(), List.of("*.exe"), List.of());
        assertThat(names(tree, "/in")).contains("b.EXE");
        assertThat(tree.stat(path("/in/b.EXE"), Links.FOLLOW).size()).isEqualTo(1);
        refused(Failure.PERMISSION_DENIED, () -> tree.openForRead(path("/in/b.EXE")));
        refused(Failure.PERMISSION_DENIED, () -> put(tree, "/in/c.Exe", "x"));
        refused(Failure.PERMISSION_DENIED, () -> tree.deleteFile(path("/in/b.EXE")));
        refused(Failure.PERMISSION_DENIED, () -> tree.createDirectory(path("/x.exe")));
        refused(Failure.PERMISSION_DENIED, () -> tree.copy(path("/in/a.csv"), path("/in/a.exe")));
        assertThat(text(tree, "/in/a.csv")).isEqualTo("a");
    }

    /** The tricks: give it another name first, or make another name for it. */
    @Test
    void noOtherNameLeadsToADeniedFile() {
        Storage tree = with(List.of(), List.of("*.exe"), List.of());
        refused(Failure.PERMISSION_DENIED, () -> tree.rename(path("/in/b.EXE"), path("/in/b.csv"), RenameMode.REPLACE));
        refused(Failure.PERMISSION_DENIED, () -> tree.rename(path("/in/a.csv"), path("/in/a.exe"), RenameMode.REPLACE));
        refused(Failure.PERMISSION_DENIED, () -> tree.copy(path("/in/b.EXE"), path("/in/b.csv")));
        refused(Failure.PERMISSION_DENIED, () -> tree.createHardLink(path("/in/b.csv"), path("/in/b.EXE")));
        refused(Failure.PERMISSION_DENIED, () -> tree.createSymbolicLink(path("/in/b.csv"), "b.EXE"));
        refused(Failure.PERMISSION_DENIED, () -> tree.createSymbolicLink(path("/b.csv"), "/in/../in/./b.EXE"));
    }

    @Test
    void whenSomeAreAllowedAllOtherFilesAreNot() {
        Storage tree = with(List.of("*.csv"), List.of(), List.of());
        assertThat(text(tree, "/in/a.csv")).isEqualTo("a");
        put(tree, "/in/new.CSV", "x");
        tree.createDirectory(path("/directories.are.not.asked"));
        refused(Failure.PERMISSION_DENIED, () -> put(tree, "/in/x.txt", "x"));
        refused(Failure.PERMISSION_DENIED, () -> tree.openForRead(path("/.profile")));
        refused(Failure.PERMISSION_DENIED, () -> tree.rename(path("/in/b.EXE"), path("/in/b.csv"), RenameMode.REPLACE));
    }

    @Test
    void aDirectoryIsNotMovedOutFromUnderItsRules() {
        Storage tree = with(List.of(), List.of("/in/secret/**"), List.of());
        refused(Failure.PERMISSION_DENIED, () -> tree.rename(path("/in"), path("/out"), RenameMode.REPLACE));
        Storage permissions = with(
                List.of(),
                List.of(),
                List.of(),
                new PathRule(PathGlob.parse("/in/secret/**"), Set.of(Permission.LIST)));
        refused(Failure.PERMISSION_DENIED, () -> permissions.rename(path("/in"), path("/out"), RenameMode.REPLACE));
        Storage names = with(List.of(), List.of("*.exe"), List.of());
        names.rename(path("/in"), path("/out"), RenameMode.REPLACE);
        assertThat(text(names, "/out/a.csv")).isEqualTo("a");
    }

    @Test
    void insideOneRuleDirectoriesMove() {
        Storage tree = with(
                List.of(),
                List.of(),
                List.of(),
                new PathRule(PathGlob.parse("/in/**"), Set.of(Permission.LIST, Permission.RENAME)));
        tree.rename(path("/in/secret"), path("/in/open"), RenameMode.REPLACE);
        assertThat(text(tree, "/in/open/s.csv")).isEqualTo("s");
    }

    @Test
    void aFileIsRefusedAtTheByteThatMakesItTooLarge() {
        Storage sized = new SizedStorage(free, 5);
        put(sized, "/five", "12345");
        assertThatThrownBy(() -> put(sized, "/six", "123456"))
                .isInstanceOfSatisfying(
                        GatewayException.class, e -> assertThat(e.rule()).isEqualTo(Rule.FILE_SIZE));
        assertThat(names(sized, "/")).contains("five").doesNotContain("six");
        put(free, "/large", "123456");
        assertThatThrownBy(() -> sized.copy(path("/large"), path("/copy"))).isInstanceOf(GatewayException.class);
        try (var file = sized.openForWrite(path("/cut"), REPLACE)) {
            assertThat(file.position()).isZero();
        }
    }
}
