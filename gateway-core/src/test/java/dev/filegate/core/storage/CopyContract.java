package dev.filegate.core.storage;

import static dev.filegate.core.storage.StorageActions.APPEND;
import static dev.filegate.core.storage.StorageActions.assertFails;
import static dev.filegate.core.storage.StorageActions.bytes;
import static dev.filegate.core.storage.StorageActions.content;
import static dev.filegate.core.storage.StorageActions.names;
import static dev.filegate.core.storage.StorageActions.path;
import static dev.filegate.core.storage.StorageActions.put;
import static dev.filegate.core.storage.StorageActions.text;
import static dev.filegate.core.storage.StorageActions.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.core.failure.Failure;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Copying inside a storage. */
public interface CopyContract extends StorageUnderTest {
    @Test
    default void copiesAFile() {
        byte[] large = new byte[1_000_003];
        new Random(11).nextBytes(large);
        put(storage(), "/a", large);
        storage().createDirectory(path("/d"));
        storage().copy(path("/a"), path("/d/b"));
        assertThat(content(storage(), "/d/b")).isEqualTo(large);
        assertThat(content(storage(), "/a")).isEqualTo(large);
    }

    @Test
    default void aCopyIsAFileOfItsOwn() {
        put(storage(), "/a", "one");
        storage().copy(path("/a"), path("/b"));
        write(storage(), "/b", APPEND, bytes(" two"));
        assertThat(text(storage(), "/a")).isEqualTo("one");
        assertThat(text(storage(), "/b")).isEqualTo("one two");
    }

    @Test
    default void aCopyReplacesWhatIsThere() {
        put(storage(), "/a", "new");
        put(storage(), "/b", "the old one");
        storage().copy(path("/a"), path("/b"));
        assertThat(text(storage(), "/b")).isEqualTo("new");
        assertThat(names(storage(), "/")).containsExactly("a", "b");
    }

    @Test
    default void copiesAnEmptyFile() {
        put(storage(), "/a", "");
        storage().copy(path("/a"), path("/b"));
        assertThat(content(storage(), "/b")).isEmpty();
    }

    @Test
    default void copyingAFileToItselfKeepsIt() {
        put(storage(), "/a", "content");
        storage().copy(path("/a"), path("/a"));
        assertThat(text(storage(), "/a")).isEqualTo("content");
    }

    @Test
    default void copiesFilesOnly() {
        storage().createDirectory(path("/d"));
        put(storage(), "/f", "x");
        assertFails(Failure.IS_A_DIRECTORY, () -> storage().copy(path("/d"), path("/e")));
        assertFails(Failure.IS_A_DIRECTORY, () -> storage().copy(path("/f"), path("/d")));
        assertFails(Failure.NOT_FOUND, () -> storage().copy(path("/missing"), path("/e")));
        assertFails(Failure.NOT_FOUND, () -> storage().copy(path("/f"), path("/missing/e")));
        assertThat(names(storage(), "/")).containsExactly("d", "f");
    }
}
