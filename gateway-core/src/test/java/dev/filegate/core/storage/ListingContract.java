package dev.filegate.core.storage;

import static dev.filegate.core.storage.StorageActions.assertFails;
import static dev.filegate.core.storage.StorageActions.entries;
import static dev.filegate.core.storage.StorageActions.names;
import static dev.filegate.core.storage.StorageActions.path;
import static dev.filegate.core.storage.StorageActions.put;
import static dev.filegate.core.storage.StorageActions.stat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.core.failure.Failure;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Listing directories. */
public interface ListingContract extends StorageUnderTest {
    @Test
    default void listsByNameInCodePointOrder() {
        List<String> ordered = List.of("-", "10", "9", "A", "B", "a", "b", "z", "\u00e4", "\uff21", "\ud83d\ude00");
        for (String name : ordered.reversed()) {
            put(storage(), "/" + name, name);
        }
        assertThat(names(storage(), "/")).containsExactlyElementsOf(ordered);
    }

    @Test
    default void listsFilesAndDirectoriesWithWhatStatSays() {
        put(storage(), "/f", "12345");
        storage().createDirectory(path("/d"));
        put(storage(), "/d/below", "x");
        List<FileInfo> entries = entries(storage(), "/");
        assertThat(entries).extracting(FileInfo::name).containsExactly("d", "f");
        assertThat(entries).containsExactly(stat(storage(), "/d"), stat(storage(), "/f"));
    }

    @Test
    default void anEmptyDirectoryHasNoEntries() {
        storage().createDirectory(path("/d"));
        assertThat(entries(storage(), "/")).hasSize(1);
        assertThat(entries(storage(), "/d")).isEmpty();
    }

    @Test
    default void listsDirectoriesOnly() {
        put(storage(), "/f", "x");
        assertFails(Failure.NOT_A_DIRECTORY, () -> names(storage(), "/f"));
        assertFails(Failure.NOT_FOUND, () -> names(storage(), "/missing"));
        assertFails(Failure.NOT_A_DIRECTORY, () -> names(storage(), "/f/below"));
    }

    @Test
    default void listsManyEntriesOnceEach() {
        for (int i = 0; i < 300; i++) {
            put(storage(), "/file-%03d".formatted(i), "");
        }
        List<String> names = names(storage(), "/");
        assertThat(names).hasSize(300).isSorted().doesNotHaveDuplicates();
        assertThat(names.getFirst()).isEqualTo("file-000");
        assertThat(names.getLast()).isEqualTo("file-299");
    }

    @Test
    default void aListingSurvivesChangesMeanwhile() {
        for (int i = 0; i < 20; i++) {
            put(storage(), "/%02d".formatted(i), "");
        }
        try (DirectoryCursor cursor = storage().list(path("/"))) {
            assertThat(cursor.advance()).isTrue();
            assertThat(cursor.entry().name()).isEqualTo("00");
            for (int i = 0; i < 20; i++) {
                storage().deleteFile(path("/%02d".formatted(i)));
            }
            while (cursor.advance()) {
                assertThat(cursor.entry().name()).matches("\\d\\d");
            }
        }
        assertThat(names(storage(), "/")).isEmpty();
    }

    @Test
    default void aListingMayBeLeftEarly() {
        put(storage(), "/a", "");
        put(storage(), "/b", "");
        try (DirectoryCursor cursor = storage().list(path("/"))) {
            assertThat(cursor.advance()).isTrue();
        }
        assertThat(names(storage(), "/")).containsExactly("a", "b");
    }
}
