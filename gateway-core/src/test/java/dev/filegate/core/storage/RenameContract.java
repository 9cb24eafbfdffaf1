package dev.filegate.core.storage;

import static dev.filegate.core.storage.RenameMode.NO_REPLACE;
import static dev.filegate.core.storage.RenameMode.REPLACE;
import static dev.filegate.core.storage.StorageActions.assertFails;
import static dev.filegate.core.storage.StorageActions.assertMissing;
import static dev.filegate.core.storage.StorageActions.names;
import static dev.filegate.core.storage.StorageActions.path;
import static dev.filegate.core.storage.StorageActions.put;
import static dev.filegate.core.storage.StorageActions.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.core.failure.Failure;
import org.junit.jupiter.api.Test;

/** Renaming files and directories. */
public interface RenameContract extends StorageUnderTest {
    @Test
    default void renamesAFile() {
        put(storage(), "/a", "content");
        storage().createDirectory(path("/d"));
        storage().rename(path("/a"), path("/b"), NO_REPLACE);
        storage().rename(path("/b"), path("/d/c"), REPLACE);
        assertThat(text(storage(), "/d/c")).isEqualTo("content");
        assertThat(names(storage(), "/")).containsExactly("d");
    }

    @Test
    default void renamesADirectoryWithAllThatIsInIt() {
        storage().createDirectory(path("/d"));
        storage().createDirectory(path("/d/e"));
        put(storage(), "/d/e/f", "content");
        storage().createDirectory(path("/other"));
        storage().rename(path("/d"), path("/other/new"), NO_REPLACE);
        assertThat(text(storage(), "/other/new/e/f")).isEqualTo("content");
        assertMissing(storage(), "/d");
    }

    @Test
    default void replacesAFileOnlyWhenAsked() {
        put(storage(), "/a", "new");
        put(storage(), "/b", "old");
        assertFails(Failure.ALREADY_EXISTS, () -> rename("/a", "/b", NO_REPLACE));
        assertThat(text(storage(), "/b")).isEqualTo("old");
        rename("/a", "/b", REPLACE);
        assertThat(text(storage(), "/b")).isEqualTo("new");
        assertThat(names(storage(), "/")).containsExactly("b");
    }

    @Test
    default void replacesAnEmptyDirectoryByADirectory() {
        storage().createDirectory(path("/d"));
        put(storage(), "/d/f", "x");
        storage().createDirectory(path("/empty"));
        assertFails(Failure.ALREADY_EXISTS, () -> rename("/d", "/empty", NO_REPLACE));
        rename("/d", "/empty", REPLACE);
        assertThat(names(storage(), "/empty")).containsExactly("f");
        assertThat(names(storage(), "/")).containsExactly("empty");
    }

    @Test
    default void doesNotReplaceADirectoryThatHoldsSomething() {
        storage().createDirectory(path("/d"));
        storage().createDirectory(path("/full"));
        put(storage(), "/full/f", "x");
        assertFails(Failure.NOT_EMPTY, () -> rename("/d", "/full", REPLACE));
        assertThat(names(storage(), "/full")).containsExactly("f");
    }

    @Test
    default void crossesNoFileWithADirectory() {
        put(storage(), "/f", "x");
        storage().createDirectory(path("/d"));
        assertFails(Failure.IS_A_DIRECTORY, () -> rename("/f", "/d", REPLACE));
        assertFails(Failure.NOT_A_DIRECTORY, () -> rename("/d", "/f", REPLACE));
        assertThat(names(storage(), "/")).containsExactly("d", "f");
    }

    @Test
    default void movesNoDirectoryIntoItself() {
        storage().createDirectory(path("/d"));
        storage().createDirectory(path("/d/e"));
        assertFails(Failure.INVALID_NAME, () -> rename("/d", "/d/x", REPLACE));
        assertFails(Failure.INVALID_NAME, () -> rename("/d", "/d/e/x", NO_REPLACE));
        assertThat(names(storage(), "/d")).containsExactly("e");
    }

    @Test
    default void renamingToItselfChangesNothing() {
        put(storage(), "/f", "x");
        rename("/f", "/f", REPLACE);
        assertThat(text(storage(), "/f")).isEqualTo("x");
        assertFails(Failure.ALREADY_EXISTS, () -> rename("/f", "/f", NO_REPLACE));
    }

    @Test
    default void renamesNothingThatIsMissing() {
        put(storage(), "/f", "x");
        assertFails(Failure.NOT_FOUND, () -> rename("/missing", "/b", REPLACE));
        assertFails(Failure.NOT_FOUND, () -> rename("/missing", "/b", NO_REPLACE));
        assertFails(Failure.NOT_FOUND, () -> rename("/f", "/missing/f", REPLACE));
        assertFails(Failure.NOT_A_DIRECTORY, () -> rename("/f", "/f/x", REPLACE));
        assertThat(text(storage(), "/f")).isEqualTo("x");
    }

    @Test
    default void theRootStaysWhereItIs() {
        storage().createDirectory(path("/d"));
        assertFails(Failure.PERMISSION_DENIED, () -> rename("/", "/d/root", REPLACE));
        assertFails(Failure.PERMISSION_DENIED, () -> rename("/d", "/", REPLACE));
    }

    private void rename(String from, String to, RenameMode mode) {
        storage().rename(path(from), path(to), mode);
    }
}
