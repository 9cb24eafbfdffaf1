package dev.filegate.core.storage;

import static dev.filegate.core.storage.StorageActions.APPEND;
import static dev.filegate.core.storage.StorageActions.REPLACE;
import static dev.filegate.core.storage.StorageActions.abort;
import static dev.filegate.core.storage.StorageActions.append;
import static dev.filegate.core.storage.StorageActions.assertFails;
import static dev.filegate.core.storage.StorageActions.bytes;
import static dev.filegate.core.storage.StorageActions.names;
import static dev.filegate.core.storage.StorageActions.path;
import static dev.filegate.core.storage.StorageActions.put;
import static dev.filegate.core.storage.StorageActions.resumeAt;
import static dev.filegate.core.storage.StorageActions.stat;
import static dev.filegate.core.storage.StorageActions.text;
import static dev.filegate.core.storage.StorageActions.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.core.failure.Failure;
import org.junit.jupiter.api.Test;

/** Going on after a broken upload (REST n and STOR, APPE, SFTP without TRUNC), and changing the end of a committed file. */
public interface ResumeContract extends StorageUnderTest {
    @Test
    default void resumesWhereThePartialEnds() {
        abort(storage(), "/a", REPLACE, "01234");
        write(storage(), "/a", resumeAt(5), bytes("56789"));
        assertThat(text(storage(), "/a")).isEqualTo("0123456789");
        assertThat(stat(storage(), "/a").partial()).isFalse();
        assertThat(names(storage(), "/")).containsExactly("a");
    }

    @Test
    default void resumesInsideThePartial() {
        abort(storage(), "/a", REPLACE, "01234");
        write(storage(), "/a", resumeAt(2), bytes("xy"));
        assertThat(text(storage(), "/a")).isEqualTo("01xy");
    }

    @Test
    default void appendsToThePartial() {
        abort(storage(), "/a", REPLACE, "01234");
        try (WritableFile file = storage().openForWrite(path("/a"), APPEND)) {
            assertThat(file.position()).isEqualTo(5);
            append(file, "56789");
            file.commit();
        }
        assertThat(text(storage(), "/a")).isEqualTo("0123456789");
    }

    @Test
    default void resumesAgainAfterBreakingOffAgain() {
        abort(storage(), "/a", REPLACE, "01");
        abort(storage(), "/a", resumeAt(2), "23");
        abort(storage(), "/a", APPEND, "45");
        assertThat(stat(storage(), "/a").size()).isEqualTo(6);
        write(storage(), "/a", resumeAt(6), bytes("6"));
        assertThat(text(storage(), "/a")).isEqualTo("0123456");
    }

    @Test
    default void breakingOffARepeatedPartKeepsWhatIsSureOnly() {
        abort(storage(), "/a", REPLACE, "0123456789");
        abort(storage(), "/a", resumeAt(4), "ab");
        assertThat(stat(storage(), "/a").size()).isEqualTo(6);
        write(storage(), "/a", APPEND, bytes("."));
        assertThat(text(storage(), "/a")).isEqualTo("0123ab.");
    }

    @Test
    default void replacesTheRestOfACommittedFile() {
        put(storage(), "/a", "0123456789");
        write(storage(), "/a", resumeAt(4), bytes("ab"));
        assertThat(text(storage(), "/a")).isEqualTo("0123ab");
        write(storage(), "/a", resumeAt(6), bytes("cd"));
        assertThat(text(storage(), "/a")).isEqualTo("0123abcd");
    }

    @Test
    default void aCommittedFileKeepsItsRestUntilTheCommit() {
        put(storage(), "/a", "0123456789");
        try (WritableFile file = storage().openForWrite(path("/a"), resumeAt(4))) {
            append(file, "ab");
            assertThat(text(storage(), "/a")).isEqualTo("0123456789");
            file.commit();
        }
        assertThat(text(storage(), "/a")).isEqualTo("0123ab");
    }

    @Test
    default void doesNotResumeBeyondTheEnd() {
        put(storage(), "/a", "0123");
        abort(storage(), "/p", REPLACE, "0123");
        assertFails(Failure.UNSUPPORTED, () -> storage().openForWrite(path("/a"), resumeAt(5)));
        assertFails(Failure.UNSUPPORTED, () -> storage().openForWrite(path("/p"), resumeAt(5)));
        assertFails(Failure.UNSUPPORTED, () -> storage().openForWrite(path("/none"), resumeAt(1)));
        assertThat(text(storage(), "/a")).isEqualTo("0123");
        assertThat(stat(storage(), "/p").size()).isEqualTo(4);
    }

    @Test
    default void resumingAtZeroIsANewUpload() {
        put(storage(), "/a", "0123");
        abort(storage(), "/p", REPLACE, "0123");
        write(storage(), "/a", resumeAt(0), bytes("x"));
        write(storage(), "/p", resumeAt(0), bytes("y"));
        write(storage(), "/n", resumeAt(0), bytes("z"));
        assertThat(text(storage(), "/a") + text(storage(), "/p") + text(storage(), "/n"))
                .isEqualTo("xyz");
    }

    @Test
    default void onlyOneSessionContinuesAPartial() {
        abort(storage(), "/a", REPLACE, "01234");
        try (WritableFile file = storage().openForWrite(path("/a"), resumeAt(5))) {
            append(file, "5");
            assertFails(Failure.BUSY, () -> storage().openForWrite(path("/a"), resumeAt(5)));
            assertFails(Failure.BUSY, () -> storage().openForWrite(path("/a"), APPEND));
            file.commit();
        }
        assertThat(text(storage(), "/a")).isEqualTo("012345");
    }

    @Test
    default void whatAnotherSessionIsStillSendingIsNotContinued() {
        try (WritableFile file = storage().openForWrite(path("/a"), REPLACE)) {
            append(file, "01234");
            assertFails(Failure.BUSY, () -> storage().openForWrite(path("/a"), resumeAt(5)));
            file.commit();
        }
        assertThat(text(storage(), "/a")).isEqualTo("01234");
    }
}
