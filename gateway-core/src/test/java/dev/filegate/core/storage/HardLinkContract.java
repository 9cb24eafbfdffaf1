package dev.filegate.core.storage;

import static dev.filegate.core.storage.StorageActions.assertFails;
import static dev.filegate.core.storage.StorageActions.path;
import static dev.filegate.core.storage.StorageActions.put;
import static dev.filegate.core.storage.StorageActions.stat;
import static dev.filegate.core.storage.StorageActions.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.core.failure.Failure;
import org.junit.jupiter.api.Test;

/** {@link Capability#HARD_LINKS}: two names, one file. */
public interface HardLinkContract extends StorageUnderTest {
    @Test
    default void aHardLinkIsTheSameFile() {
        put(storage(), "/f", "content");
        storage().createDirectory(path("/d"));
        if (withoutHardLinks()) {
            return;
        }
        storage().createHardLink(path("/d/g"), path("/f"));
        assertThat(text(storage(), "/d/g")).isEqualTo("content");
        assertThat(stat(storage(), "/d/g").links()).isEqualTo(2);
        assertThat(stat(storage(), "/d/g").unique())
                .isEqualTo(stat(storage(), "/f").unique());
        storage().deleteFile(path("/f"));
        assertThat(text(storage(), "/d/g")).isEqualTo("content");
        assertThat(stat(storage(), "/d/g").links()).isEqualTo(1);
    }

    @Test
    default void anUploadToOneNameLeavesTheOther() {
        put(storage(), "/f", "old");
        if (withoutHardLinks()) {
            return;
        }
        storage().createHardLink(path("/g"), path("/f"));
        put(storage(), "/f", "new");
        assertThat(text(storage(), "/g")).isEqualTo("old");
    }

    @Test
    default void linksOnlyFilesToFreeNames() {
        put(storage(), "/f", "content");
        put(storage(), "/taken", "x");
        storage().createDirectory(path("/d"));
        if (withoutHardLinks()) {
            return;
        }
        assertFails(Failure.ALREADY_EXISTS, () -> storage().createHardLink(path("/taken"), path("/f")));
        assertFails(Failure.IS_A_DIRECTORY, () -> storage().createHardLink(path("/g"), path("/d")));
        assertFails(Failure.NOT_FOUND, () -> storage().createHardLink(path("/g"), path("/missing")));
        assertFails(Failure.NOT_FOUND, () -> storage().createHardLink(path("/missing/g"), path("/f")));
    }

    private boolean withoutHardLinks() {
        return lacks(Capability.HARD_LINKS, () -> storage().createHardLink(path("/g"), path("/f")));
    }
}
