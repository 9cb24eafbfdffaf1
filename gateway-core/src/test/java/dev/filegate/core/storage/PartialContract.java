package dev.filegate.core.storage;

import static dev.filegate.core.storage.StorageActions.APPEND;
import static dev.filegate.core.storage.StorageActions.CREATE_NEW;
import static dev.filegate.core.storage.StorageActions.REPLACE;
import static dev.filegate.core.storage.StorageActions.abort;
import static dev.filegate.core.storage.StorageActions.append;
import static dev.filegate.core.storage.StorageActions.assertFails;
import static dev.filegate.core.storage.StorageActions.assertMissing;
import static dev.filegate.core.storage.StorageActions.bytes;
import static dev.filegate.core.storage.StorageActions.names;
import static dev.filegate.core.storage.StorageActions.path;
import static dev.filegate.core.storage.StorageActions.put;
import static dev.filegate.core.storage.StorageActions.stat;
import static dev.filegate.core.storage.StorageActions.text;
import static dev.filegate.core.storage.StorageActions.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.core.failure.Failure;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** What is kept of an upload that broke off: only for its own account, only while no committed file stands there. */
public interface PartialContract extends StorageUnderTest {
    @Test
    default void whatArrivedIsKeptForItsAccount() {
        abort(storage(), "/a", REPLACE, "01234");
        FileInfo partial = stat(storage(), "/a");
        assertThat(partial.partial()).isTrue();
        assertThat(partial.isFile()).isTrue();
        assertThat(partial.name()).isEqualTo("a");
        assertThat(partial.size()).isEqualTo(5);
    }

    @Test
    default void otherAccountsDoNotSeeIt() {
        abort(storage(), "/a", REPLACE, "01234");
        assertMissing(storageOfAnotherOwner(), "/a");
        assertFails(Failure.NOT_FOUND, () -> storageOfAnotherOwner().deleteFile(path("/a")));
        try (WritableFile file = storageOfAnotherOwner().openForWrite(path("/a"), APPEND)) {
            assertThat(file.position()).isZero();
        }
        assertThat(stat(storage(), "/a").size()).isEqualTo(5);
    }

    @Test
    default void twoAccountsHavePartialsOfTheirOwnAtOnePath() {
        abort(storage(), "/a", REPLACE, "mine");
        abort(storageOfAnotherOwner(), "/a", REPLACE, "not yours");
        assertThat(stat(storage(), "/a").size()).isEqualTo(4);
        assertThat(stat(storageOfAnotherOwner(), "/a").size()).isEqualTo(9);
        write(storage(), "/a", APPEND, bytes("!"));
        assertThat(text(storageOfAnotherOwner(), "/a")).isEqualTo("mine!");
    }

    @Test
    default void aPartialIsNeverListedReadCopiedOrRenamed() {
        abort(storage(), "/a", REPLACE, "01234");
        assertThat(names(storage(), "/")).isEmpty();
        assertFails(Failure.NOT_FOUND, () -> storage().openForRead(path("/a")));
        assertFails(Failure.NOT_FOUND, () -> storage().copy(path("/a"), path("/b")));
        assertFails(Failure.NOT_FOUND, () -> storage().rename(path("/a"), path("/b"), RenameMode.REPLACE));
        assertThat(stat(storage(), "/a").size()).isEqualTo(5);
        assertMissing(storage(), "/b");
    }

    @Test
    default void anUploadUnderWayIsShownToItsAccountAsAPartial() {
        try (WritableFile file = storage().openForWrite(path("/a"), REPLACE)) {
            append(file, "01234");
            assertThat(stat(storage(), "/a").partial()).isTrue();
            assertThat(stat(storage(), "/a").size()).isEqualTo(5);
            assertMissing(storageOfAnotherOwner(), "/a");
        }
    }

    @Test
    default void nothingIsKeptWhenNothingArrived() {
        abort(storage(), "/a", REPLACE, "");
        abort(storage(), "/b", CREATE_NEW, "");
        assertMissing(storage(), "/a");
        assertMissing(storage(), "/b");
    }

    @Test
    default void anAbortOverACommittedFileKeepsNothing() {
        put(storage(), "/a", "old");
        abort(storage(), "/a", REPLACE, "new and longer");
        assertThat(stat(storage(), "/a").partial()).isFalse();
        storage().deleteFile(path("/a"));
        assertMissing(storage(), "/a");
    }

    @Test
    default void anAbortAfterSomebodyElseCommittedKeepsNothing() {
        try (WritableFile file = storage().openForWrite(path("/a"), REPLACE)) {
            append(file, "too late");
            put(storageOfAnotherOwner(), "/a", "theirs");
        }
        assertThat(text(storage(), "/a")).isEqualTo("theirs");
        storageOfAnotherOwner().deleteFile(path("/a"));
        assertMissing(storage(), "/a");
    }

    @Test
    default void aCommittedFileTakesThePlaceOfThePartial() {
        abort(storage(), "/a", REPLACE, "01234");
        put(storageOfAnotherOwner(), "/a", "xyz");
        assertThat(stat(storage(), "/a").partial()).isFalse();
        assertThat(stat(storage(), "/a").size()).isEqualTo(3);
        storage().deleteFile(path("/a"));
        assertMissing(storage(), "/a");
    }

    @Test
    default void aRenamedFileTakesThePlaceOfThePartial() {
        abort(storage(), "/a", REPLACE, "01234");
        put(storage(), "/b", "xyz");
        storage().rename(path("/b"), path("/a"), RenameMode.NO_REPLACE);
        assertThat(text(storage(), "/a")).isEqualTo("xyz");
        storage().deleteFile(path("/a"));
        assertMissing(storage(), "/a");
    }

    @Test
    default void aNewUploadWithoutOffsetReplacesThePartial() {
        abort(storage(), "/a", REPLACE, "0123456789");
        abort(storage(), "/a", REPLACE, "xy");
        assertThat(stat(storage(), "/a").size()).isEqualTo(2);
        put(storage(), "/a", "z");
        assertThat(text(storage(), "/a")).isEqualTo("z");
        assertThat(stat(storage(), "/a").partial()).isFalse();
    }

    @Test
    default void createNewReplacesThePartial() {
        abort(storage(), "/a", REPLACE, "0123456789");
        write(storage(), "/a", CREATE_NEW, bytes("new"));
        assertThat(text(storage(), "/a")).isEqualTo("new");
    }

    @Test
    default void deletingAPartialDiscardsIt() {
        abort(storage(), "/a", REPLACE, "01234");
        storage().deleteFile(path("/a"));
        assertMissing(storage(), "/a");
        try (WritableFile file = storage().openForWrite(path("/a"), APPEND)) {
            assertThat(file.position()).isZero();
        }
    }

    @Test
    default void nothingIsKeptOfADiscardedUpload() {
        try (WritableFile file = storage().openForWrite(path("/a"), REPLACE)) {
            append(file, "01234");
            file.discard();
            assertMissing(storage(), "/a");
        }
        abort(storage(), "/b", REPLACE, "01234");
        try (WritableFile file = storage().openForWrite(path("/b"), APPEND)) {
            append(file, "56789");
            file.discard();
        }
        assertMissing(storage(), "/a");
        assertMissing(storage(), "/b");
        assertThat(names(storage(), "/")).isEmpty();
    }

    @Test
    default void discardingLeavesACommittedFile() {
        put(storage(), "/a", "old");
        try (WritableFile file = storage().openForWrite(path("/a"), REPLACE)) {
            append(file, "rejected");
            file.discard();
        }
        assertThat(text(storage(), "/a")).isEqualTo("old");
        try (WritableFile file = storage().openForWrite(path("/a"), REPLACE)) {
            append(file, "new");
            file.commit();
            file.discard();
        }
        assertThat(text(storage(), "/a")).isEqualTo("new");
    }

    @Test
    default void aPartialThatIsBeingWrittenIsNotDeleted() {
        try (WritableFile file = storage().openForWrite(path("/a"), REPLACE)) {
            append(file, "01234");
            assertFails(Failure.BUSY, () -> storage().deleteFile(path("/a")));
            file.commit();
        }
        assertThat(text(storage(), "/a")).isEqualTo("01234");
    }

    /** Or the client, who trusts the size, would leave a hole in the file. */
    @Test
    default void onlyWhatCameWithoutAGapIsKept() {
        try (WritableFile file = storage().openForWrite(path("/a"), REPLACE)) {
            file.write(ByteBuffer.wrap(bytes("0123")), 0);
            file.write(ByteBuffer.wrap(bytes("89")), 8);
        }
        assertThat(stat(storage(), "/a").size()).isEqualTo(4);
        write(storage(), "/a", APPEND, bytes("45"));
        assertThat(text(storage(), "/a")).isEqualTo("012345");
    }

    @Test
    default void aPartialGoesUnseenWithItsDirectory() {
        storage().createDirectory(path("/d"));
        abort(storage(), "/d/a", REPLACE, "01234");
        assertThat(names(storage(), "/d")).isEmpty();
        storage().deleteDirectory(path("/d"));
        assertMissing(storage(), "/d/a");
        assertFails(Failure.NOT_FOUND, () -> storage().openForWrite(path("/d/a"), APPEND));
    }
}
