package dev.filegate.sftp;

import static dev.filegate.sftp.SftpConversation.assertOk;
import static dev.filegate.sftp.SftpConversation.assertStatus;
import static dev.filegate.sftp.wire.OpenFlag.APPEND;
import static dev.filegate.sftp.wire.OpenFlag.CREAT;
import static dev.filegate.sftp.wire.OpenFlag.EXCL;
import static dev.filegate.sftp.wire.OpenFlag.READ;
import static dev.filegate.sftp.wire.OpenFlag.TRUNC;
import static dev.filegate.sftp.wire.OpenFlag.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.Capability;
import dev.filegate.core.storage.MemoryBackend;
import dev.filegate.core.storage.MemoryStorage;
import dev.filegate.core.storage.Storage;
import dev.filegate.sftp.wire.SftpAttributes;
import dev.filegate.sftp.wire.SftpRequest;
import dev.filegate.sftp.wire.SftpResponse;
import dev.filegate.sftp.wire.StatusCode;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SftpUploadTest {
    private final MemoryStorage storage = MemoryStorage.empty();
    private final SftpConversation client = new SftpConversation(storage);

    @AfterEach
    void leave() {
        client.close();
    }

    private static Storage onlyInOrder() {
        return new MemoryBackend(EnumSet.of(Capability.TIMES), MemoryBackend.ticking())
                .tree(VirtualPath.ROOT, "tester");
    }

    private boolean exists(String path) {
        try (SftpConversation other = new SftpConversation(storage)) {
            return other.tryOpen(path, READ) instanceof dev.filegate.sftp.wire.SftpResponse.Handle;
        }
    }

    @Test
    void showsNothingBeforeCloseAndEverythingAfterIt() {
        int handle = client.open("/a", WRITE, CREAT, TRUNC);
        client.put(handle, 0, "hello ");
        client.put(handle, 6, "world");
        assertThat(exists("/a")).isFalse();
        assertOk(client.close(handle));
        assertThat(client.content("/a")).isEqualTo("hello world");
    }

    @Test
    void leavesThePreviousFileWhenTheChannelEndsBeforeClose() {
        client.upload("/a", "before");
        try (SftpConversation other = new SftpConversation(storage)) {
            int handle = other.open("/a", WRITE, CREAT, TRUNC);
            other.put(handle, 0, "half");
        }
        assertThat(client.content("/a")).isEqualTo("before");
    }

    @Test
    void refusesToCreateWhatIsThere() {
        client.upload("/a", "x");
        assertStatus(client.tryOpen("/a", WRITE, CREAT, EXCL), StatusCode.FAILURE);
        assertThat(client.content("/a")).isEqualTo("x");
    }

    @Test
    void doesNotCreateUnasked() {
        assertStatus(client.tryOpen("/none", WRITE), StatusCode.NO_SUCH_FILE);
        assertStatus(client.tryOpen("/none", WRITE, TRUNC), StatusCode.NO_SUCH_FILE);
        assertStatus(client.tryOpen("/none", WRITE, APPEND), StatusCode.NO_SUCH_FILE);
        assertStatus(client.tryOpen("/no/dir", WRITE, CREAT), StatusCode.NO_SUCH_FILE);
        assertStatus(client.tryOpen("/", WRITE, CREAT), StatusCode.FAILURE);
        assertStatus(client.tryOpen("/", WRITE, CREAT, TRUNC), StatusCode.FAILURE);
    }

    @Test
    void writesInsideAnExistingFile() {
        client.upload("/a", "0123456789");
        int handle = client.open("/a", WRITE);
        client.put(handle, 3, "xyz");
        assertThat(client.content("/a")).isEqualTo("012xyz6789");
        assertThat(client.fstat(handle).size()).isEqualTo(10);
        assertOk(client.close(handle));
    }

    @Test
    void appendsWhereverTheClientThinksTheEndIs() {
        client.upload("/a", "one ");
        int handle = client.open("/a", WRITE, CREAT, APPEND);
        client.put(handle, 0, "two ");
        client.put(handle, 0, "three");
        assertOk(client.close(handle));
        assertThat(client.content("/a")).isEqualTo("one two three");
    }

    @Test
    void appendsToAFileThatIsCutOrMadeFirst() {
        client.upload("/a", "before");
        int cut = client.open("/a", WRITE, CREAT, APPEND, TRUNC);
        client.put(cut, 7, "one ");
        client.put(cut, 0, "two");
        assertOk(client.close(cut));
        assertThat(client.content("/a")).isEqualTo("one two");
        int made = client.open("/b", WRITE, CREAT, APPEND, EXCL);
        client.put(made, 9, "x");
        assertOk(client.close(made));
        assertThat(client.content("/b")).isEqualTo("x");
    }

    @Test
    void givesAFileThatAppendingMakesItsMode() {
        SftpAttributes mode = new SftpAttributes(SftpAttributes.PERMISSIONS, 0, 0, 0, 0664, 0, 0);
        SftpResponse opened =
                client.ask(new SftpRequest.Open(client.id(), "/log", EnumSet.of(WRITE, CREAT, APPEND), mode));
        int handle = ((SftpResponse.Handle) opened).handle();
        client.put(handle, 0, "line");
        assertOk(client.close(handle));
        assertThat(client.stat("/log").permissions()).isEqualTo(SftpAttributes.TYPE_FILE | 0644);
    }

    @Test
    void makesOrCutsAFileThatIsOpenedForReading() {
        assertThat(client.content("/new", READ, CREAT)).isEmpty();
        client.upload("/new", "content");
        assertThat(client.content("/new", READ, CREAT)).isEqualTo("content");
        assertStatus(client.tryOpen("/new", READ, CREAT, EXCL), StatusCode.FAILURE);
        assertThat(client.content("/new", READ, CREAT, TRUNC)).isEmpty();
        assertStatus(client.tryOpen("/none", READ, TRUNC), StatusCode.NO_SUCH_FILE);
    }

    @Test
    void makesTheFileThatALinkToNothingNames() {
        storage.createSymbolicLink(VirtualPath.parse("/link"), "target");
        assertStatus(client.tryOpen("/link", WRITE), StatusCode.NO_SUCH_FILE);
        assertStatus(client.tryOpen("/link", WRITE, TRUNC), StatusCode.NO_SUCH_FILE);
        assertStatus(client.tryOpen("/link", WRITE, APPEND), StatusCode.NO_SUCH_FILE);
        int handle = client.open("/link", WRITE, CREAT);
        client.put(handle, 0, "x");
        assertThat(client.fstat(handle).permissions()).isEqualTo(SftpAttributes.TYPE_FILE | 0644);
        assertOk(client.close(handle));
        assertThat(client.content("/link")).isEqualTo("x");
    }

    @Test
    void makesNothingLongerByWritingNothing() {
        int handle = client.open("/a", WRITE, CREAT, TRUNC);
        client.put(handle, 0, "abc");
        client.put(handle, 100, "");
        assertThat(client.fstat(handle).size()).isEqualTo(3);
        assertOk(client.close(handle));
        assertThat(client.content("/a")).isEqualTo("abc");
    }

    @Test
    void refusesOffsetsThatNoFileHasAndGoesOn() {
        int handle = client.open("/a", READ, WRITE, CREAT, TRUNC);
        client.put(handle, 0, "abc");
        assertStatus(client.write(handle, Long.MAX_VALUE, "x"), StatusCode.FAILURE);
        assertStatus(client.ask(new SftpRequest.Read(client.id(), handle, Long.MAX_VALUE, 10)), StatusCode.EOF);
        client.put(handle, 3, "d");
        assertOk(client.close(handle));
        assertThat(client.content("/a")).isEqualTo("abcd");
    }

    @Test
    void cutsNothingThroughAHandleForReading() {
        client.upload("/a", "0123456789");
        int handle = client.open("/a", READ);
        SftpAttributes size = new SftpAttributes(SftpAttributes.SIZE, 3, 0, 0, 0, 0, 0);
        assertStatus(client.ask(new SftpRequest.Fsetstat(client.id(), handle, size)), StatusCode.PERMISSION_DENIED);
        assertThat(client.content("/a")).isEqualTo("0123456789");
    }

    @Test
    void resumesAnInterruptedUploadAtTheFirstWrite() {
        try (SftpConversation broken = new SftpConversation(storage)) {
            int handle = broken.open("/big", WRITE, CREAT, TRUNC);
            broken.put(handle, 0, "0123456789");
        }
        assertThat(client.stat("/big").size()).isEqualTo(10);
        int handle = client.open("/big", WRITE, CREAT);
        assertThat(client.fstat(handle).size()).isEqualTo(10);
        client.put(handle, 8, "AB");
        client.put(handle, 10, "CD");
        assertOk(client.close(handle));
        assertThat(client.content("/big")).isEqualTo("01234567ABCD");
    }

    @Test
    void resumesAnInterruptedUploadByAppending() {
        try (SftpConversation broken = new SftpConversation(storage)) {
            int handle = broken.open("/big", WRITE, CREAT, TRUNC);
            broken.put(handle, 0, "01234");
        }
        int handle = client.open("/big", WRITE, CREAT, APPEND);
        client.put(handle, 5, "56789");
        assertOk(client.close(handle));
        assertThat(client.content("/big")).isEqualTo("0123456789");
    }

    @Test
    void keepsAnInterruptedUploadThatIsOpenedAndNotWritten() {
        try (SftpConversation broken = new SftpConversation(storage)) {
            broken.put(broken.open("/big", WRITE, CREAT, TRUNC), 0, "01234");
        }
        assertOk(client.close(client.open("/big", WRITE, CREAT)));
        assertThat(exists("/big")).isFalse();
        assertThat(client.stat("/big").size()).isEqualTo(5);
    }

    @Test
    void takesWritesInAnyOrderWhereTheStorageDoes() {
        int handle = client.open("/a", WRITE, CREAT, TRUNC);
        client.put(handle, 6, "world");
        client.put(handle, 0, "hello ");
        assertOk(client.close(handle));
        assertThat(client.content("/a")).isEqualTo("hello world");
    }

    @Test
    void absorbsSmallReorderingWhereTheStorageTakesFilesFromFrontToBack() {
        try (SftpConversation ordered = new SftpConversation(onlyInOrder())) {
            int handle = ordered.open("/a", WRITE, CREAT, TRUNC);
            ordered.put(handle, 4, "4567");
            ordered.put(handle, 8, "89");
            ordered.put(handle, 0, "0123");
            ordered.put(handle, 10, "AB");
            assertOk(ordered.close(handle));
            assertThat(ordered.content("/a")).isEqualTo("0123456789AB");
        }
    }

    @Test
    void doesNotStoreAFileWithAHole() {
        try (SftpConversation ordered = new SftpConversation(onlyInOrder())) {
            int handle = ordered.open("/a", WRITE, CREAT, TRUNC);
            ordered.put(handle, 0, "0123");
            ordered.put(handle, 8, "89");
            assertStatus(ordered.close(handle), StatusCode.OP_UNSUPPORTED);
            assertStatus(ordered.tryOpen("/a", READ), StatusCode.NO_SUCH_FILE);
        }
    }

    @Test
    void refusesWritesTooFarOutOfOrderAndThenDoesNotStoreTheFile() {
        try (SftpConversation ordered = new SftpConversation(onlyInOrder())) {
            int handle = ordered.open("/a", WRITE, CREAT, TRUNC);
            String block = "x".repeat(1 << 20);
            for (int i = 1; i <= 4; i++) {
                ordered.put(handle, (long) i << 20, block);
            }
            assertStatus(ordered.write(handle, 5L << 20, block), StatusCode.OP_UNSUPPORTED);
            assertStatus(ordered.write(handle, 0, block), StatusCode.OP_UNSUPPORTED);
            assertStatus(ordered.close(handle), StatusCode.OP_UNSUPPORTED);
            assertStatus(ordered.tryOpen("/a", READ), StatusCode.NO_SUCH_FILE);
            ordered.put(ordered.open("/b", WRITE, CREAT, TRUNC), 1, block);
        }
    }

    @Test
    void refusesRandomAccessWhereTheStorageTakesFilesFromFrontToBack() {
        try (SftpConversation ordered = new SftpConversation(onlyInOrder())) {
            ordered.upload("/a", "0123456789");
            int handle = ordered.open("/a", WRITE);
            ordered.put(handle, 8, "xy");
            assertStatus(ordered.write(handle, 2, "zz"), StatusCode.OP_UNSUPPORTED);
            assertStatus(ordered.close(handle), StatusCode.OP_UNSUPPORTED);
            assertThat(ordered.content("/a")).isEqualTo("0123456789");
        }
    }

    @Test
    void continuesACommittedFileWhereTheStorageTakesFilesFromFrontToBack() {
        try (SftpConversation ordered = new SftpConversation(onlyInOrder())) {
            ordered.upload("/a", "0123456789");
            int handle = ordered.open("/a", READ, WRITE);
            assertThat(ordered.read(handle, 5)).isEqualTo("56789");
            ordered.put(handle, 10, "AB");
            assertOk(ordered.close(handle));
            assertThat(ordered.content("/a")).isEqualTo("0123456789AB");
        }
    }

    @Test
    void readsBackWhatAHandleForBothHasWritten() {
        int handle = client.open("/a", READ, WRITE, CREAT, TRUNC);
        client.put(handle, 0, "hello");
        assertThat(client.read(handle, 1)).isEqualTo("ello");
        assertThat(exists("/a")).isFalse();
        assertOk(client.close(handle));
    }

    @Test
    void showsTheSessionTheSizeOfItsOwnUpload() {
        int handle = client.open("/a", WRITE, CREAT, TRUNC);
        client.put(handle, 0, "hello");
        assertThat(client.stat("/a").size()).isEqualTo(5);
        assertThat(client.fstat(handle).size()).isEqualTo(5);
        assertThat(client.fstat(handle).permissions() & SftpAttributes.TYPE_MASK)
                .isEqualTo(SftpAttributes.TYPE_FILE);
    }

    @Test
    void keepsAttributesSetBeforeClose() {
        int handle = client.open("/a", WRITE, CREAT, TRUNC);
        client.put(handle, 0, "hello");
        SftpAttributes wanted = new SftpAttributes(
                SftpAttributes.PERMISSIONS | SftpAttributes.TIMES, 0, 0, 0, 0100600, 1_000_000, 2_000_000);
        assertOk(client.ask(new SftpRequest.Fsetstat(client.id(), handle, wanted)));
        assertOk(client.close(handle));
        assertThat(client.stat("/a").permissions()).isEqualTo(0100600);
        assertThat(client.stat("/a").modified()).isEqualTo(2_000_000);
    }

    @Test
    void keepsAttributesSetByPathBeforeClose() {
        int handle = client.open("/a", WRITE, CREAT, TRUNC);
        SftpAttributes wanted = new SftpAttributes(SftpAttributes.PERMISSIONS, 0, 0, 0, 0600, 0, 0);
        assertOk(client.ask(new SftpRequest.Setstat(client.id(), "/a", wanted)));
        assertOk(client.close(handle));
        assertThat(client.stat("/a").permissions()).isEqualTo(0100600);
    }

    @Test
    void cutsAnUploadAtOnce() {
        int handle = client.open("/a", READ, WRITE, CREAT, TRUNC);
        client.put(handle, 0, "0123456789");
        SftpAttributes cut = new SftpAttributes(SftpAttributes.SIZE, 4, 0, 0, 0, 0, 0);
        assertOk(client.ask(new SftpRequest.Fsetstat(client.id(), handle, cut)));
        client.put(handle, 6, "xy");
        assertThat(client.fstat(handle).size()).isEqualTo(8);
        assertOk(client.close(handle));
        assertThat(client.content("/a")).isEqualTo("0123\0\0xy");
    }

    @Test
    void cutsAnExistingFileByPath() {
        client.upload("/a", "0123456789");
        SftpAttributes cut = new SftpAttributes(SftpAttributes.SIZE, 4, 0, 0, 0, 0, 0);
        assertOk(client.ask(new SftpRequest.Setstat(client.id(), "/a", cut)));
        assertThat(client.content("/a")).isEqualTo("0123");
    }

    @Test
    void publishesWhatIsRenamedBeforeItsCloseAndGoesOnInPlace() {
        int handle = client.open("/tmp.1", WRITE, CREAT, EXCL);
        client.put(handle, 0, "hello");
        assertOk(client.ask(new SftpRequest.PosixRename(client.id(), "/tmp.1", "/final")));
        assertThat(exists("/final")).isTrue();
        client.put(handle, 5, " world");
        assertOk(client.close(handle));
        assertThat(client.content("/final")).isEqualTo("hello world");
    }

    @Test
    void publishesANewFileThatIsOpenedAgainBeforeItsClose() {
        int handle = client.open("/a", WRITE, CREAT, EXCL);
        client.put(handle, 0, "hello");
        assertThat(client.content("/a")).isEqualTo("hello");
        assertOk(client.close(handle));
    }

    @Test
    void servesTheOldVersionWhileANewOneIsUploaded() {
        client.upload("/a", "old");
        int handle = client.open("/a", WRITE, CREAT, TRUNC);
        client.put(handle, 0, "new content");
        assertThat(client.content("/a")).isEqualTo("old");
        assertOk(client.close(handle));
        assertThat(client.content("/a")).isEqualTo("new content");
    }

    @Test
    void forgetsAnUploadThatIsRemovedBeforeItsClose() {
        int handle = client.open("/a", WRITE, CREAT, EXCL);
        client.put(handle, 0, "hello");
        assertOk(client.ask(new SftpRequest.Remove(client.id(), "/a")));
        assertStatus(client.write(handle, 5, "x"), StatusCode.NO_SUCH_FILE);
        assertOk(client.close(handle));
        assertThat(exists("/a")).isFalse();
        assertStatus(client.ask(new SftpRequest.Stat(client.id(), "/a")), StatusCode.NO_SUCH_FILE);
    }

    @Test
    void makesWhatWasWrittenDurableAndGoesOn() {
        int handle = client.open("/a", WRITE, CREAT, TRUNC);
        client.put(handle, 0, "hello");
        assertOk(client.ask(new SftpRequest.Fsync(client.id(), handle)));
        assertThat(exists("/a")).isTrue();
        client.put(handle, 5, " world");
        assertOk(client.ask(new SftpRequest.Fsync(client.id(), handle)));
        assertOk(client.close(handle));
        assertThat(client.content("/a")).isEqualTo("hello world");
    }

    @Test
    void copiesDataBetweenHandles() {
        client.upload("/a", "0123456789");
        int source = client.open("/a", READ);
        int target = client.open("/b", WRITE, CREAT, TRUNC);
        client.put(target, 0, "xy");
        assertOk(client.ask(new SftpRequest.CopyData(client.id(), source, 2, 3, target, 2)));
        assertOk(client.ask(new SftpRequest.CopyData(client.id(), source, 8, 0, target, 5)));
        assertStatus(client.ask(new SftpRequest.CopyData(client.id(), source, 8, 5, target, 7)), StatusCode.EOF);
        assertStatus(
                client.ask(new SftpRequest.CopyData(client.id(), target, 0, 0, source, 0)),
                StatusCode.PERMISSION_DENIED);
        assertOk(client.close(target));
        assertThat(client.content("/b")).startsWith("xy23489");
    }

    @Test
    void copiesWithinAFileButNotOntoWhatIsCopied() {
        client.upload("/a", "0123456789");
        int handle = client.open("/a", READ, WRITE);
        assertStatus(client.ask(new SftpRequest.CopyData(client.id(), handle, 0, 0, handle, 5)), StatusCode.FAILURE);
        assertOk(client.ask(new SftpRequest.CopyData(client.id(), handle, 0, 3, handle, 7)));
        int source = client.open("/a", READ);
        assertStatus(client.ask(new SftpRequest.CopyData(client.id(), source, 0, 0, handle, 5)), StatusCode.FAILURE);
        assertOk(client.ask(new SftpRequest.CopyData(client.id(), source, 0, 0, handle, 10)));
        assertOk(client.close(handle));
        assertThat(client.content("/a")).isEqualTo("01234560120123456012");
    }

    @Test
    void givesANewFileTheModeAskedForLessTheUmask() {
        SftpAttributes wanted = new SftpAttributes(SftpAttributes.PERMISSIONS, 0, 0, 0, 0104666, 0, 0);
        var opened = (dev.filegate.sftp.wire.SftpResponse.Handle)
                client.ask(new SftpRequest.Open(client.id(), "/a", EnumSet.of(WRITE, CREAT, TRUNC), wanted));
        assertOk(client.close(opened.handle()));
        assertThat(client.stat("/a").permissions()).isEqualTo(0100644);
    }

    /** sshfs and git remember what they are told of a file before it is closed. */
    @Test
    void showsAnUploadAsItWillBe() {
        client.ask(new SftpRequest.Open(
                client.id(),
                "/a",
                EnumSet.of(WRITE, CREAT),
                new SftpAttributes(SftpAttributes.PERMISSIONS, 0, 0, 0, 0100777, 0, 0)));
        SftpAttributes before = client.stat("/a");
        assertThat(before.permissions()).isEqualTo(0100755);
        assertThat(client.stat("/a").modified()).isEqualTo(before.modified());
        client.ask(new SftpRequest.Setstat(
                client.id(),
                "/a",
                new SftpAttributes(SftpAttributes.PERMISSIONS | SftpAttributes.TIMES, 0, 0, 0, 0600, 5, 7)));
        assertThat(client.stat("/a").permissions()).isEqualTo(0100600);
        assertThat(client.stat("/a").modified()).isEqualTo(7);
        assertOk(client.close(1));
        assertThat(client.stat("/a").permissions()).isEqualTo(0100600);
        assertThat(client.stat("/a").modified()).isEqualTo(7);
    }

    @Test
    void showsTheModeOfTheFileThatAnUploadReplaces() {
        client.upload("/a", "old");
        client.ask(new SftpRequest.Setstat(
                client.id(), "/a", new SftpAttributes(SftpAttributes.PERMISSIONS, 0, 0, 0, 0640, 0, 0)));
        int handle = client.open("/a", WRITE, CREAT, TRUNC);
        client.put(handle, 0, "newer");
        assertThat(client.fstat(handle).permissions()).isEqualTo(0100640);
        assertThat(client.fstat(handle).size()).isEqualTo(5);
        assertThat(client.stat("/a").uid()).isEqualTo(client.fstat(handle).uid());
    }

    @Test
    void readsNothingFromAHandleThatIsForWriting() {
        int handle = client.open("/a", WRITE, CREAT);
        client.put(handle, 0, "secret");
        SftpResponse.Data data = (SftpResponse.Data) client.ask(new SftpRequest.Read(client.id(), handle, 0, 10));
        assertThatThrownBy(() -> data.source().read(ByteBuffer.allocate(10), 0))
                .isInstanceOfSatisfying(
                        GatewayException.class, e -> assertThat(e.failure()).isEqualTo(Failure.PERMISSION_DENIED));
    }
}
