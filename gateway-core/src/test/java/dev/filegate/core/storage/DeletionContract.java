package dev.filegate.core.storage;

import static dev.filegate.core.storage.StorageActions.assertFails;
import static dev.filegate.core.storage.StorageActions.assertMissing;
import static dev.filegate.core.storage.StorageActions.names;
import static dev.filegate.core.storage.StorageActions.path;
import static dev.filegate.core.storage.StorageActions.put;
import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.core.failure.Failure;
import org.junit.jupiter.api.Test;

/** Deleting files. */
public interface DeletionContract extends StorageUnderTest {
    @Test
    default void deletesAFile() {
        put(storage(), "/a", "x");
        put(storage(), "/b", "x");
        storage().deleteFile(path("/a"));
        assertMissing(storage(), "/a");
        assertMissing(storageOfAnotherOwner(), "/a");
        assertThat(names(storage(), "/")).containsExactly("b");
    }

    @Test
    default void deletesNoDirectoryAndNothingMissingAsAFile() {
        storage().createDirectory(path("/d"));
        put(storage(), "/f", "x");
        assertFails(Failure.IS_A_DIRECTORY, () -> storage().deleteFile(path("/d")));
        assertFails(Failure.IS_A_DIRECTORY, () -> storage().deleteFile(path("/")));
        assertFails(Failure.NOT_FOUND, () -> storage().deleteFile(path("/missing")));
        assertFails(Failure.NOT_FOUND, () -> storage().deleteFile(path("/missing/f")));
        assertFails(Failure.NOT_A_DIRECTORY, () -> storage().deleteFile(path("/f/x")));
        assertThat(names(storage(), "/")).containsExactly("d", "f");
    }

    @Test
    default void aDeletedNameIsFreeAgain() {
        put(storage(), "/a", "x");
        storage().deleteFile(path("/a"));
        storage().createDirectory(path("/a"));
        assertThat(names(storage(), "/a")).isEmpty();
    }
}
