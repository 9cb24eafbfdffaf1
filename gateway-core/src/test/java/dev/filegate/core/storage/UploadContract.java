package dev.filegate.core.storage;

import static dev.filegate.core.storage.StorageActions.APPEND;
import static dev.filegate.core.storage.StorageActions.CREATE_NEW;
import static dev.filegate.core.storage.StorageActions.REPLACE;
import static dev.filegate.core.storage.StorageActions.abort;
import static dev.filegate.core.storage.StorageActions.append;
import static dev.filegate.core.storage.StorageActions.assertFails;
import static dev.filegate.core.storage.StorageActions.assertMissing;
import static dev.filegate.core.storage.StorageActions.bytes;
import static dev.filegate.core.storage.StorageActions.content;
import static dev.filegate.core.storage.StorageActions.names;
import static dev.filegate.core.storage.StorageActions.path;
import static dev.filegate.core.storage.StorageActions.put;
import static dev.filegate.core.storage.StorageActions.resumeAt;
import static dev.filegate.core.storage.StorageActions.stat;
import static dev.filegate.core.storage.StorageActions.text;
import static dev.filegate.core.storage.StorageActions.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.filegate.core.failure.Failure;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** Uploads: atomic, and nothing is a success until it is committed. */
public interface UploadContract extends StorageUnderTest {
    @Test
    default void aFileIsThereOnceItsUploadIsCommitted() {
        put(storage(), "/a.txt", "hello");
        FileInfo info = stat(storage(), "/a.txt");
        assertThat(info.isFile()).isTrue();
        assertThat(info.partial()).isFalse();
        assertThat(info.name()).isEqualTo("a.txt");
        assertThat(info.size()).isEqualTo(5);
        assertThat(text(storage(), "/a.txt")).isEqualTo("hello");
        assertThat(text(storageOfAnotherOwner(), "/a.txt")).isEqualTo("hello");
    }

    @Test
    default void aNewFileIsInvisibleUntilItIsCommitted() {
        try (WritableFile file = storage().openForWrite(path("/a"), REPLACE)) {
            append(file, "half");
            assertThat(names(storage(), "/")).isEmpty();
            assertFails(Failure.NOT_FOUND, () -> storage().openForRead(path("/a")));
            assertMissing(storageOfAnotherOwner(), "/a");
            file.commit();
            assertThat(names(storage(), "/")).containsExactly("a");
        }
        assertThat(text(storage(), "/a")).isEqualTo("half");
    }

    @Test
    default void aReplacedFileStaysAsItWasUntilTheCommit() {
        put(storage(), "/a", "the old one");
        try (WritableFile file = storage().openForWrite(path("/a"), REPLACE)) {
            append(file, "new");
            assertThat(text(storage(), "/a")).isEqualTo("the old one");
            assertThat(stat(storage(), "/a").size()).isEqualTo(11);
            assertThat(stat(storage(), "/a").partial()).isFalse();
            file.commit();
        }
        assertThat(text(storage(), "/a")).isEqualTo("new");
        assertThat(names(storage(), "/")).containsExactly("a");
    }

    @Test
    default void abandoningLeavesTheOldFileByteForByte() {
        put(storage(), "/a", "the old one");
        abort(storage(), "/a", REPLACE, "new");
        abort(storage(), "/a", APPEND, " and more");
        abort(storage(), "/a", resumeAt(3), "???");
        assertThat(text(storage(), "/a")).isEqualTo("the old one");
        assertThat(stat(storage(), "/a").partial()).isFalse();
        assertThat(names(storage(), "/")).containsExactly("a");
    }

    @Test
    default void commitsAnEmptyFile() {
        put(storage(), "/empty", "");
        assertThat(stat(storage(), "/empty").size()).isZero();
        assertThat(content(storage(), "/empty")).isEmpty();
    }

    @Test
    default void closingAfterTheCommitChangesNothing() {
        WritableFile file = storage().openForWrite(path("/a"), REPLACE);
        append(file, "kept");
        file.commit();
        file.close();
        file.close();
        assertThat(text(storage(), "/a")).isEqualTo("kept");
    }

    @Test
    default void closingTwiceWithoutCommitIsHarmless() {
        WritableFile file = storage().openForWrite(path("/a"), REPLACE);
        file.close();
        file.close();
        assertMissing(storage(), "/a");
    }

    @Test
    default void commitsOnlyOnce() {
        try (WritableFile file = storage().openForWrite(path("/a"), REPLACE)) {
            file.commit();
            assertThatThrownBy(file::commit).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    default void takesNothingAfterTheCommit() {
        try (WritableFile file = storage().openForWrite(path("/a"), REPLACE)) {
            file.commit();
            assertThatThrownBy(() -> append(file, "late")).isInstanceOf(IllegalStateException.class);
        }
        assertThat(text(storage(), "/a")).isEmpty();
    }

    @Test
    default void tellsWhereASequentialWriterGoesOn() {
        put(storage(), "/a", "0123456789");
        try (WritableFile file = storage().openForWrite(path("/a"), REPLACE)) {
            assertThat(file.position()).isZero();
            append(file, "abc");
            assertThat(file.position()).isEqualTo(3);
        }
        try (WritableFile file = storage().openForWrite(path("/a"), APPEND)) {
            assertThat(file.position()).isEqualTo(10);
        }
        try (WritableFile file = storage().openForWrite(path("/a"), resumeAt(4))) {
            assertThat(file.position()).isEqualTo(4);
        }
    }

    @Test
    default void takesAllBytesOfAnyBuffer() {
        try (WritableFile file = storage().openForWrite(path("/a"), REPLACE)) {
            ByteBuffer slice = ByteBuffer.wrap(bytes("..abc..")).position(2).limit(5);
            file.write(slice, 0);
            assertThat(slice.hasRemaining()).isFalse();
            ByteBuffer direct = ByteBuffer.allocateDirect(3).put(bytes("def")).flip();
            file.write(direct, 3);
            assertThat(direct.hasRemaining()).isFalse();
            file.write(ByteBuffer.wrap(bytes("ghi")).asReadOnlyBuffer(), 6);
            file.commit();
        }
        assertThat(text(storage(), "/a")).isEqualTo("abcdefghi");
    }

    /** SFTP clients keep many writes under way, and some of them overtake. */
    @Test
    default void absorbsALittleReordering() {
        try (WritableFile file = storage().openForWrite(path("/a"), REPLACE)) {
            file.write(ByteBuffer.wrap(bytes("0123")), 0);
            file.write(ByteBuffer.wrap(bytes("89")), 8);
            file.write(ByteBuffer.wrap(bytes("4567")), 4);
            file.commit();
        }
        assertThat(text(storage(), "/a")).isEqualTo("0123456789");
    }

    @Test
    default void appendsToTheEndOfAFile() {
        put(storage(), "/log", "one\n");
        write(storage(), "/log", APPEND, bytes("two\n"));
        write(storage(), "/log", APPEND, bytes(""));
        assertThat(text(storage(), "/log")).isEqualTo("one\ntwo\n");
    }

    @Test
    default void anAppendIsInvisibleUntilItIsCommitted() {
        put(storage(), "/log", "one\n");
        try (WritableFile file = storage().openForWrite(path("/log"), APPEND)) {
            append(file, "two\n");
            assertThat(text(storage(), "/log")).isEqualTo("one\n");
            file.commit();
        }
        assertThat(text(storage(), "/log")).isEqualTo("one\ntwo\n");
    }

    @Test
    default void anAppendCreatesTheFileIfThereIsNone() {
        write(storage(), "/log", APPEND, bytes("one\n"));
        assertThat(text(storage(), "/log")).isEqualTo("one\n");
    }

    @Test
    default void createNewRefusesWhatIsThere() {
        put(storage(), "/a", "old");
        storage().createDirectory(path("/d"));
        assertFails(Failure.ALREADY_EXISTS, () -> storage().openForWrite(path("/a"), CREATE_NEW));
        assertFails(Failure.ALREADY_EXISTS, () -> storage().openForWrite(path("/d"), CREATE_NEW));
        write(storage(), "/b", CREATE_NEW, bytes("new"));
        assertThat(text(storage(), "/b")).isEqualTo("new");
        assertThat(text(storage(), "/a")).isEqualTo("old");
    }

    @Test
    default void refusesToWriteOverADirectory() {
        storage().createDirectory(path("/d"));
        assertFails(Failure.IS_A_DIRECTORY, () -> storage().openForWrite(path("/d"), REPLACE));
        assertFails(Failure.IS_A_DIRECTORY, () -> storage().openForWrite(path("/d"), APPEND));
        assertFails(Failure.IS_A_DIRECTORY, () -> storage().openForWrite(path("/"), REPLACE));
        assertThat(stat(storage(), "/d").isDirectory()).isTrue();
    }

    @Test
    default void refusesToWriteWhereThereIsNoDirectory() {
        put(storage(), "/f", "x");
        assertFails(Failure.NOT_FOUND, () -> storage().openForWrite(path("/missing/a"), REPLACE));
        assertFails(Failure.NOT_A_DIRECTORY, () -> storage().openForWrite(path("/f/a"), REPLACE));
    }
}
