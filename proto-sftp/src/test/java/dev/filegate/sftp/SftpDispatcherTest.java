package dev.filegate.sftp;

import static dev.filegate.sftp.SftpConversation.assertOk;
import static dev.filegate.sftp.SftpConversation.assertStatus;
import static dev.filegate.sftp.wire.OpenFlag.CREAT;
import static dev.filegate.sftp.wire.OpenFlag.READ;
import static dev.filegate.sftp.wire.OpenFlag.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.storage.MemoryStorage;
import dev.filegate.sftp.wire.Extension;
import dev.filegate.sftp.wire.SftpAttributes;
import dev.filegate.sftp.wire.SftpRequest;
import dev.filegate.sftp.wire.SftpResponse;
import dev.filegate.sftp.wire.StatusCode;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SftpDispatcherTest {
    private final MemoryStorage storage = MemoryStorage.empty();
    private final SftpConversation client = new SftpConversation(storage);

    @AfterEach
    void leave() {
        client.close();
    }

    private static String name(SftpResponse response) {
        assertThat(response).isInstanceOf(SftpResponse.Names.class);
        List<SftpResponse.Entry> entries = ((SftpResponse.Names) response).entries();
        assertThat(entries).hasSize(1);
        return entries.getFirst().name();
    }

    @Test
    void announcesVersionThreeAndEveryExtension() {
        SftpDispatcher fresh = dispatcher();
        SftpResponse.Version version = (SftpResponse.Version) fresh.dispatch(new SftpRequest.Init(6));
        assertThat(version.version()).isEqualTo(3);
        assertThat(version.extensions().keySet())
                .containsExactlyElementsOf(
                        Stream.of(Extension.values()).map(Extension::wireName).toList());
        assertThat(version.extensions())
                .containsEntry("statvfs@openssh.com", "2")
                .containsEntry("posix-rename@openssh.com", "1");
    }

    private SftpDispatcher dispatcher() {
        return new SftpDispatcher(storage, client.session(), "alice", 4);
    }

    @Test
    void wantsInitFirstAndOnce() {
        SftpDispatcher fresh = dispatcher();
        assertStatus(fresh.dispatch(new SftpRequest.Stat(1, "/")), StatusCode.BAD_MESSAGE);
        assertStatus(client.ask(new SftpRequest.Init(3)), StatusCode.BAD_MESSAGE);
    }

    @Test
    void resolvesPathsOnNamesAlone() {
        assertThat(name(client.ask(new SftpRequest.Realpath(1, ".")))).isEqualTo("/");
        assertThat(name(client.ask(new SftpRequest.Realpath(1, "a/../../b/./c"))))
                .isEqualTo("/b/c");
        assertStatus(client.ask(new SftpRequest.Realpath(1, "a\0b")), StatusCode.FAILURE);
    }

    @Test
    void expandsTildes() {
        assertThat(name(client.ask(new SftpRequest.ExpandPath(1, "~")))).isEqualTo("/");
        assertThat(name(client.ask(new SftpRequest.ExpandPath(1, "~/x")))).isEqualTo("/x");
        assertThat(name(client.ask(new SftpRequest.ExpandPath(1, "~alice/x")))).isEqualTo("/x");
        assertThat(name(client.ask(new SftpRequest.ExpandPath(1, "x")))).isEqualTo("/x");
        assertStatus(client.ask(new SftpRequest.ExpandPath(1, "~root/x")), StatusCode.PERMISSION_DENIED);
        assertThat(name(client.ask(new SftpRequest.HomeDirectory(1, "alice")))).isEqualTo("/");
        assertThat(name(client.ask(new SftpRequest.HomeDirectory(1, "")))).isEqualTo("/");
        assertStatus(client.ask(new SftpRequest.HomeDirectory(1, "root")), StatusCode.PERMISSION_DENIED);
    }

    @Test
    void makesRenamesAndRemovesDirectories() {
        SftpAttributes mode = new SftpAttributes(SftpAttributes.PERMISSIONS, 0, 0, 0, 0777, 0, 0);
        assertOk(client.ask(new SftpRequest.Mkdir(1, "/d", mode)));
        assertThat(client.stat("/d").permissions()).isEqualTo(040755);
        assertStatus(client.ask(new SftpRequest.Mkdir(1, "/d", mode)), StatusCode.FAILURE);
        client.upload("/d/f", "x");
        assertStatus(client.ask(new SftpRequest.Rmdir(1, "/d")), StatusCode.FAILURE);
        assertStatus(client.ask(new SftpRequest.Remove(1, "/d")), StatusCode.FAILURE);
        assertOk(client.ask(new SftpRequest.Remove(1, "/d/f")));
        assertOk(client.ask(new SftpRequest.Rename(1, "/d", "/e")));
        assertOk(client.ask(new SftpRequest.Rmdir(1, "/e")));
        assertStatus(client.ask(new SftpRequest.Rmdir(1, "/e")), StatusCode.NO_SUCH_FILE);
    }

    @Test
    void renamesOverAFileOnlyWhenAskedInThePosixWay() {
        client.upload("/a", "a");
        client.upload("/b", "b");
        assertStatus(client.ask(new SftpRequest.Rename(1, "/a", "/b")), StatusCode.FAILURE);
        assertOk(client.ask(new SftpRequest.PosixRename(1, "/a", "/b")));
        assertThat(client.content("/b")).isEqualTo("a");
    }

    @Test
    void followsAndKeepsLinks() {
        client.upload("/a", "content");
        assertOk(client.ask(new SftpRequest.Symlink(1, "a", "/link")));
        assertThat(name(client.ask(new SftpRequest.Readlink(1, "/link")))).isEqualTo("a");
        assertThat(client.stat("/link").permissions() & SftpAttributes.TYPE_MASK)
                .isEqualTo(SftpAttributes.TYPE_FILE);
        SftpResponse.Attributes kept = (SftpResponse.Attributes) client.ask(new SftpRequest.Lstat(1, "/link"));
        assertThat(kept.attributes().permissions() & SftpAttributes.TYPE_MASK).isEqualTo(SftpAttributes.TYPE_LINK);
        assertOk(client.ask(new SftpRequest.Hardlink(1, "/a", "/hard")));
        assertThat(client.content("/hard")).isEqualTo("content");
        SftpAttributes mode = new SftpAttributes(SftpAttributes.PERMISSIONS, 0, 0, 0, 0600, 0, 0);
        assertStatus(client.ask(new SftpRequest.Lsetstat(1, "/link", mode)), StatusCode.OP_UNSUPPORTED);
        SftpAttributes times = new SftpAttributes(SftpAttributes.TIMES, 0, 0, 0, 0, 5, 7);
        assertOk(client.ask(new SftpRequest.Lsetstat(1, "/link", times)));
        assertThat(client.stat("/link").modified()).as("what the link leads to").isNotEqualTo(7);
        assertOk(client.ask(new SftpRequest.Lsetstat(1, "/a", mode)));
        assertThat(client.stat("/hard").permissions()).isEqualTo(0100600);
    }

    @Test
    void listsInPacketsOfBoundedSize() {
        for (int i = 0; i < 1000; i++) {
            client.upload(String.format("/file-%04d", i), "");
        }
        List<SftpResponse.Entry> entries = client.list("/");
        assertThat(entries)
                .extracting(SftpResponse.Entry::name)
                .hasSize(1002)
                .startsWith(".", "..", "file-0000", "file-0001")
                .endsWith("file-0999");
        assertThat(entries.get(2).line())
                .matches("-rw-r--r--   1 \\S+ +\\S+ +0 [A-Z][a-z]{2} [ 0-9]\\d (\\d\\d:\\d\\d| \\d{4}) file-0000");

        SftpResponse.Handle handle = (SftpResponse.Handle) client.ask(new SftpRequest.Opendir(1, "/"));
        SftpResponse.Names first = (SftpResponse.Names) client.ask(new SftpRequest.Readdir(1, handle.handle()));
        assertThat(first.entries()).hasSizeBetween(100, 400);
    }

    @Test
    void answersWhatFilesystemsKnow() {
        assertThat(client.ask(new SftpRequest.Statvfs(1, "/"))).isInstanceOf(SftpResponse.FileSystem.class);
        assertThat(client.ask(new SftpRequest.SpaceAvailable(1, "/"))).isInstanceOf(SftpResponse.Space.class);
        int handle = client.open("/a", WRITE, CREAT);
        assertThat(client.ask(new SftpRequest.Fstatvfs(1, handle))).isInstanceOf(SftpResponse.FileSystem.class);
    }

    @Test
    void tellsItsLimits() {
        assertThat(client.ask(new SftpRequest.Limits(5)))
                .isEqualTo(new SftpResponse.Limits(5, 262_144, 261_120, 261_120, SftpConversation.HANDLES));
    }

    @Test
    void hashesFiles() {
        client.upload("/a", "abc");
        SftpResponse.Hashes whole = (SftpResponse.Hashes)
                client.ask(new SftpRequest.CheckFileName(1, "/a", List.of("crc9", "SHA256", "md5"), 0, 0, 0));
        assertThat(whole.algorithm()).isEqualTo("sha256");
        assertThat(HexFormat.of().formatHex(whole.hashes().array()))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        int handle = client.open("/a", READ);
        SftpResponse.Hashes blocks =
                (SftpResponse.Hashes) client.ask(new SftpRequest.CheckFileHandle(1, handle, List.of("md5"), 1, 2, 1));
        assertThat(HexFormat.of().formatHex(blocks.hashes().array()))
                .isEqualTo("92eb5ffee6ae2fec3ad71c777531578f" + "4a8a08f09d37b73795649038408b5f33");
        assertStatus(
                client.ask(new SftpRequest.CheckFileHandle(1, handle, List.of("rot13"), 0, 0, 0)),
                StatusCode.OP_UNSUPPORTED);
    }

    @Test
    void namesTheOwnersItNumbered() {
        client.upload("/a", "");
        SftpAttributes attributes = client.stat("/a");
        SftpResponse.UserNames names = (SftpResponse.UserNames) client.ask(
                new SftpRequest.UsersGroupsById(1, List.of(attributes.uid(), 77L), List.of(attributes.gid())));
        assertThat(names.users()).hasSize(2);
        assertThat(names.users().get(1)).isEmpty();
        assertThat(names.groups()).hasSize(1);
        assertThat(client.ask(new SftpRequest.Setstat(
                        1, "/a", new SftpAttributes(SftpAttributes.OWNER, 0, 1000, 1001, 0, 0, 0))))
                .isEqualTo(SftpStatus.ok(1));
    }

    @Test
    void remembersTheClientsSoftware() {
        assertOk(client.ask(new SftpRequest.VendorId(1, "Acme", "Putter", "2.0")));
        assertThat(client.session().notes())
                .containsEntry("client-software", "Acme Putter 2.0")
                .containsEntry("sftp-version", "3");
    }

    @Test
    void refusesTheUnknownAndGoesOn() {
        assertStatus(client.ask(new SftpRequest.Unsupported(9, "packet type 77")), StatusCode.OP_UNSUPPORTED);
        assertThat(client.stat("/").permissions()).isEqualTo(040755);
    }

    @Test
    void refusesHandlesThatAreNotOpen() {
        for (int handle : new int[] {-1, 0, 1, 99}) {
            assertStatus(client.ask(new SftpRequest.Read(1, handle, 0, 10)), StatusCode.FAILURE);
            assertStatus(client.write(handle, 0, "x"), StatusCode.FAILURE);
            assertStatus(client.close(handle), StatusCode.FAILURE);
            assertStatus(client.ask(new SftpRequest.Readdir(1, handle)), StatusCode.FAILURE);
            assertStatus(client.ask(new SftpRequest.Fstat(1, handle)), StatusCode.FAILURE);
        }
    }

    @Test
    void refusesTheHandleAboveTheLimitAndTakesOneAgainAfterAClose() {
        client.upload("/a", "");
        int[] handles = new int[SftpConversation.HANDLES];
        for (int i = 0; i < handles.length; i++) {
            handles[i] = client.open("/a", READ);
        }
        assertStatus(client.tryOpen("/a", READ), StatusCode.FAILURE);
        assertStatus(client.ask(new SftpRequest.Opendir(1, "/")), StatusCode.FAILURE);
        assertOk(client.close(handles[3]));
        client.open("/a", READ);
    }

    @Test
    void usesHandlesOnlyForWhatTheyWereOpenedFor() {
        client.upload("/a", "abc");
        int reading = client.open("/a", READ);
        int directory = ((SftpResponse.Handle) client.ask(new SftpRequest.Opendir(1, "/"))).handle();
        assertStatus(client.write(reading, 0, "x"), StatusCode.PERMISSION_DENIED);
        assertStatus(client.write(directory, 0, "x"), StatusCode.PERMISSION_DENIED);
        assertStatus(client.ask(new SftpRequest.Read(1, directory, 0, 1)), StatusCode.FAILURE);
        assertStatus(client.ask(new SftpRequest.Readdir(1, reading)), StatusCode.FAILURE);
        assertThat(client.fstat(reading).size()).isEqualTo(3);
        assertThat(client.fstat(directory).permissions()).isEqualTo(040755);
    }

    @Test
    void answersEveryFailureWithACode() {
        assertThat(Stream.of(Failure.values()).map(SftpStatus::code)).doesNotContain(StatusCode.OK, StatusCode.EOF);
        assertThat(SftpStatus.code(Failure.NOT_FOUND)).isEqualTo(StatusCode.NO_SUCH_FILE);
        assertThat(SftpStatus.code(Failure.PERMISSION_DENIED)).isEqualTo(StatusCode.PERMISSION_DENIED);
        assertThat(SftpStatus.code(Failure.UNSUPPORTED)).isEqualTo(StatusCode.OP_UNSUPPORTED);
        assertThat(SftpStatus.code(Failure.ALREADY_EXISTS)).isEqualTo(StatusCode.FAILURE);
    }

    @Test
    void readsFilesInPieces() {
        client.upload("/a", "0123456789");
        int handle = client.open("/a", READ);
        assertThat(client.read(handle, 0)).isEqualTo("0123456789");
        assertThat(client.read(handle, 7)).isEqualTo("789");
        assertThat(client.read(handle, 10)).isEmpty();
        assertThat(client.read(handle, 1L << 40)).isEmpty();
        assertStatus(client.tryOpen("/none", READ), StatusCode.NO_SUCH_FILE);
        assertStatus(client.tryOpen("/", READ), StatusCode.FAILURE);
        assertStatus(client.tryOpen("/a", CREAT), StatusCode.OP_UNSUPPORTED);
    }
}
