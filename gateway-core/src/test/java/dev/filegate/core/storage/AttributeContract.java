package dev.filegate.core.storage;

import static dev.filegate.core.storage.AttributeChange.NONE;
import static dev.filegate.core.storage.StorageActions.REPLACE;
import static dev.filegate.core.storage.StorageActions.append;
import static dev.filegate.core.storage.StorageActions.assertFails;
import static dev.filegate.core.storage.StorageActions.path;
import static dev.filegate.core.storage.StorageActions.put;
import static dev.filegate.core.storage.StorageActions.stat;
import static dev.filegate.core.storage.StorageActions.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.core.failure.Failure;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Attributes: kept when the storage can, ignored without an error when it cannot, for clients send them after every upload. */
public interface AttributeContract extends StorageUnderTest {
    Instant LONG_AGO = Instant.parse("2001-02-03T04:05:06Z");

    @Test
    default void keepsTheModificationTime() {
        put(storage(), "/a", "x");
        storage().setAttributes(path("/a"), NONE.withModified(LONG_AGO));
        assertTimeKept("/a");
    }

    @Test
    default void keepsTheModificationTimeOfAnUpload() {
        try (WritableFile file = storage().openForWrite(path("/a"), REPLACE)) {
            file.setAttributes(NONE.withModified(LONG_AGO));
            append(file, "x");
            file.commit();
        }
        assertTimeKept("/a");
    }

    @Test
    default void addsUpWhatAnUploadIsToGet() {
        try (WritableFile file = storage().openForWrite(path("/a"), REPLACE)) {
            file.setAttributes(NONE.withModified(LONG_AGO));
            file.setAttributes(NONE.withMode(0640));
            file.setAttributes(NONE.withMode(0600));
            append(file, "x");
            file.commit();
        }
        assertTimeKept("/a");
        assertThat(stat(storage(), "/a").mode()).isEqualTo(can(Capability.MODES) ? 0600 : 0644);
    }

    private void assertTimeKept(String path) {
        if (can(Capability.TIMES)) {
            assertThat(stat(storage(), path).modified()).isEqualTo(LONG_AGO);
        } else {
            assertThat(stat(storage(), path).modified()).isAfter(LONG_AGO);
        }
    }

    @Test
    default void keepsTheMode() {
        put(storage(), "/a", "x");
        storage().createDirectory(path("/d"));
        int before = stat(storage(), "/a").mode();
        storage().setAttributes(path("/a"), NONE.withMode(0640));
        storage().setAttributes(path("/d"), NONE.withMode(0710));
        assertThat(stat(storage(), "/a").mode()).isEqualTo(can(Capability.MODES) ? 0640 : before);
        assertThat(stat(storage(), "/d").mode()).isEqualTo(can(Capability.MODES) ? 0710 : 0755);
    }

    @Test
    default void keepsTheModeOfAnUpload() {
        try (WritableFile file = storage().openForWrite(path("/a"), REPLACE)) {
            file.setAttributes(NONE.withMode(0600));
            file.commit();
        }
        assertThat(stat(storage(), "/a").mode()).isEqualTo(can(Capability.MODES) ? 0600 : 0644);
    }

    @Test
    default void aReplacedFileKeepsItsMode() {
        put(storage(), "/a", "x");
        storage().setAttributes(path("/a"), NONE.withMode(0640));
        int before = stat(storage(), "/a").mode();
        put(storage(), "/a", "new");
        assertThat(stat(storage(), "/a").mode()).isEqualTo(before);
    }

    @Test
    default void whatIsNotNamedStaysAsItIs() {
        put(storage(), "/a", "content");
        FileInfo before = stat(storage(), "/a");
        storage().setAttributes(path("/a"), NONE);
        assertThat(stat(storage(), "/a")).isEqualTo(before);
        storage().setAttributes(path("/a"), NONE.withModified(LONG_AGO));
        assertThat(stat(storage(), "/a").mode()).isEqualTo(before.mode());
        assertThat(text(storage(), "/a")).isEqualTo("content");
    }

    @Test
    default void takesAccessTimesWithoutComplaint() {
        put(storage(), "/a", "x");
        FileInfo before = stat(storage(), "/a");
        storage().setAttributes(path("/a"), NONE.withAccessed(LONG_AGO));
        assertThat(stat(storage(), "/a").modified()).isEqualTo(before.modified());
    }

    @Test
    default void cutsAndExtendsAFile() {
        put(storage(), "/a", "0123456789");
        if (lacks(Capability.IN_PLACE_WRITES, () -> storage().setAttributes(path("/a"), NONE.withSize(4)))) {
            return;
        }
        storage().setAttributes(path("/a"), NONE.withSize(4));
        assertThat(text(storage(), "/a")).isEqualTo("0123");
        storage().setAttributes(path("/a"), NONE.withSize(6));
        assertThat(text(storage(), "/a")).isEqualTo("0123\0\0");
    }

    @Test
    default void cutsNoDirectory() {
        storage().createDirectory(path("/d"));
        if (!lacks(Capability.IN_PLACE_WRITES, () -> storage().setAttributes(path("/d"), NONE.withSize(4)))) {
            assertFails(Failure.IS_A_DIRECTORY, () -> storage().setAttributes(path("/d"), NONE.withSize(4)));
        }
    }

    @Test
    default void setsNothingOnWhatIsMissing() {
        assertFails(Failure.NOT_FOUND, () -> storage().setAttributes(path("/missing"), NONE.withMode(0600)));
        StorageActions.abort(storage(), "/partial", REPLACE, "x");
        assertFails(Failure.NOT_FOUND, () -> storage().setAttributes(path("/partial"), NONE.withMode(0600)));
    }

    @Test
    default void tellsWhetherTwoPathsAreOneFile() {
        put(storage(), "/a", "same");
        put(storage(), "/b", "same");
        String a = stat(storage(), "/a").unique();
        String b = stat(storage(), "/b").unique();
        assertThat(a.isEmpty()).isEqualTo(b.isEmpty());
        if (!a.isEmpty()) {
            assertThat(a).isNotEqualTo(b);
        }
    }
}
