package dev.filegate.core.storage;

import static dev.filegate.core.storage.StorageActions.assertFails;
import static dev.filegate.core.storage.StorageActions.assertMissing;
import static dev.filegate.core.storage.StorageActions.names;
import static dev.filegate.core.storage.StorageActions.path;
import static dev.filegate.core.storage.StorageActions.put;
import static dev.filegate.core.storage.StorageActions.stat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.core.failure.Failure;
import org.junit.jupiter.api.Test;

/** Directories: made one by one, removed when empty. */
public interface DirectoryContract extends StorageUnderTest {
    @Test
    default void theRootIsADirectoryWithoutAName() {
        FileInfo root = stat(storage(), "/");
        assertThat(root.isDirectory()).isTrue();
        assertThat(root.name()).isEmpty();
    }

    @Test
    default void makesDirectories() {
        storage().createDirectory(path("/d"));
        storage().createDirectory(path("/d/e"));
        assertThat(stat(storage(), "/d").isDirectory()).isTrue();
        assertThat(stat(storage(), "/d").partial()).isFalse();
        assertThat(stat(storageOfAnotherOwner(), "/d/e").name()).isEqualTo("e");
        assertThat(names(storage(), "/d/e")).isEmpty();
    }

    @Test
    default void doesNotMakeADirectoryWhereSomethingIs() {
        storage().createDirectory(path("/d"));
        put(storage(), "/f", "x");
        assertFails(Failure.ALREADY_EXISTS, () -> storage().createDirectory(path("/d")));
        assertFails(Failure.ALREADY_EXISTS, () -> storage().createDirectory(path("/f")));
        assertFails(Failure.ALREADY_EXISTS, () -> storage().createDirectory(path("/")));
    }

    @Test
    default void doesNotMakeTheDirectoriesAbove() {
        put(storage(), "/f", "x");
        assertFails(Failure.NOT_FOUND, () -> storage().createDirectory(path("/missing/d")));
        assertFails(Failure.NOT_A_DIRECTORY, () -> storage().createDirectory(path("/f/d")));
        assertMissing(storage(), "/missing");
    }

    @Test
    default void deletesAnEmptyDirectory() {
        storage().createDirectory(path("/d"));
        storage().deleteDirectory(path("/d"));
        assertMissing(storage(), "/d");
        assertThat(names(storage(), "/")).isEmpty();
    }

    @Test
    default void doesNotDeleteADirectoryThatHoldsSomething() {
        storage().createDirectory(path("/d"));
        put(storage(), "/d/f", "x");
        assertFails(Failure.NOT_EMPTY, () -> storage().deleteDirectory(path("/d")));
        assertThat(names(storage(), "/d")).containsExactly("f");
    }

    @Test
    default void deletesNoFileAndNothingMissingAsADirectory() {
        put(storage(), "/f", "x");
        assertFails(Failure.NOT_A_DIRECTORY, () -> storage().deleteDirectory(path("/f")));
        assertFails(Failure.NOT_FOUND, () -> storage().deleteDirectory(path("/missing")));
        assertFails(Failure.PERMISSION_DENIED, () -> storage().deleteDirectory(path("/")));
        assertThat(names(storage(), "/")).containsExactly("f");
    }

    @Test
    default void aDirectoryStaysWhenItsLastFileIsDeleted() {
        storage().createDirectory(path("/d"));
        put(storage(), "/d/f", "x");
        storage().deleteFile(path("/d/f"));
        assertThat(stat(storage(), "/d").isDirectory()).isTrue();
        assertThat(names(storage(), "/d")).isEmpty();
    }

    @Test
    default void whatIsMissingIsMissing() {
        put(storage(), "/f", "x");
        assertMissing(storage(), "/missing");
        assertMissing(storage(), "/missing/below");
        assertFails(Failure.NOT_A_DIRECTORY, () -> stat(storage(), "/f/below"));
    }
}
