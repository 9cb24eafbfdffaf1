package dev.filegate.core.storage.rule;

import static dev.filegate.core.storage.StorageActions.APPEND;
import static dev.filegate.core.storage.StorageActions.CREATE_NEW;
import static dev.filegate.core.storage.StorageActions.IN_PLACE;
import static dev.filegate.core.storage.StorageActions.REPLACE;
import static dev.filegate.core.storage.StorageActions.abort;
import static dev.filegate.core.storage.StorageActions.append;
import static dev.filegate.core.storage.StorageActions.bytes;
import static dev.filegate.core.storage.StorageActions.path;
import static dev.filegate.core.storage.StorageActions.put;
import static dev.filegate.core.storage.StorageActions.resumeAt;
import static dev.filegate.core.storage.StorageActions.stat;
import static dev.filegate.core.storage.StorageActions.text;
import static dev.filegate.core.storage.StorageActions.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.filegate.core.account.Permission;
import dev.filegate.core.account.TestAccounts;
import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.AttributeChange;
import dev.filegate.core.storage.Links;
import dev.filegate.core.storage.MemoryBackend;
import dev.filegate.core.storage.RenameMode;
import dev.filegate.core.storage.Storage;
import dev.filegate.core.storage.StorageActions;
import dev.filegate.core.storage.WritableFile;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PermittedStorageTest {
    private final Storage free = new MemoryBackend().tree(VirtualPath.ROOT, "me");

    @BeforeEach
    void fill() {
        put(free, "/old", "12345");
        free.createDirectory(path("/d"));
    }

    private Storage with(Permission... granted) {
        return new PermittedStorage(
                free, TestAccounts.named("me").permissions(granted).build());
    }

    private static void refused(Permission permission, String path, ThrowingCallable action) {
        assertThatThrownBy(action).isInstanceOfSatisfying(GatewayException.class, e -> {
            assertThat(e.failure()).isEqualTo(Failure.PERMISSION_DENIED);
            assertThat(e.detail()).isEqualTo(path + ": permission \"" + permission.word() + "\" is not granted here");
        });
    }

    @Test
    void namesThePermissionThatIsMissing() {
        Storage none = with();
        refused(Permission.LIST, "/", () -> none.list(path("/")));
        refused(Permission.READ, "/old", () -> none.openForRead(path("/old")));
        refused(Permission.WRITE, "/new", () -> none.openForWrite(path("/new"), CREATE_NEW));
        refused(Permission.WRITE, "/new", () -> none.openForWrite(path("/new"), REPLACE));
        refused(Permission.WRITE, "/new", () -> none.openForWrite(path("/new"), APPEND));
        refused(Permission.APPEND, "/old", () -> none.openForWrite(path("/old"), APPEND));
        refused(Permission.OVERWRITE, "/old", () -> none.openForWrite(path("/old"), IN_PLACE));
        refused(Permission.DELETE, "/old", () -> none.deleteFile(path("/old")));
        refused(Permission.MKDIR, "/e", () -> none.createDirectory(path("/e")));
        refused(Permission.RMDIR, "/d", () -> none.deleteDirectory(path("/d")));
        refused(Permission.RENAME, "/old", () -> none.rename(path("/old"), path("/x"), RenameMode.REPLACE));
        refused(
                Permission.ATTRIBUTES,
                "/old",
                () -> none.setAttributes(path("/old"), AttributeChange.NONE.withMode(0600)));
        refused(Permission.OVERWRITE, "/old", () -> none.setAttributes(path("/old"), AttributeChange.NONE.withSize(1)));
        refused(Permission.READ, "/old", () -> none.copy(path("/old"), path("/x")));
        refused(Permission.LINK, "/l", () -> none.createSymbolicLink(path("/l"), "old"));
        refused(Permission.LINK, "/l", () -> none.createHardLink(path("/l"), path("/old")));
        refused(Permission.LINK, "/l", () -> none.readLink(path("/l")));
        refused(Permission.LIST, "/old", () -> none.stat(path("/old"), Links.FOLLOW));
    }

    @Test
    void theRefusalOfAnOddNameIsOneLine() {
        VirtualPath odd = VirtualPath.ROOT.child("a\uDCFF");
        refused(Permission.DELETE, "/a\\xFF", () -> with().deleteFile(odd));
    }

    @Test
    void anUploadOnlyAccountFindsItsWayAndSeesWhatItSent() {
        Storage upload = with(Permission.WRITE);
        assertThat(stat(upload, "/d").isDirectory()).isTrue();
        put(upload, "/d/new", "123");
        assertThat(stat(upload, "/d/new").size()).isEqualTo(3);
        refused(Permission.LIST, "/d", () -> upload.list(path("/d")));
        refused(Permission.READ, "/d/new", () -> upload.openForRead(path("/d/new")));
    }

    @Test
    void anyPermissionShowsDirectoriesButNotFiles() {
        Storage remove = with(Permission.RMDIR);
        assertThat(stat(remove, "/d").isDirectory()).isTrue();
        refused(Permission.LIST, "/old", () -> stat(remove, "/old"));
        refused(Permission.LIST, "/missing", () -> stat(remove, "/missing"));
    }

    @Test
    void withoutOverwriteNothingIsReplaced() {
        Storage upload = with(Permission.WRITE, Permission.RENAME);
        refused(Permission.OVERWRITE, "/old", () -> put(upload, "/old", "x"));
        refused(Permission.OVERWRITE, "/old", () -> write(upload, "/old", resumeAt(0), bytes("x")));
        put(upload, "/new", "x");
        refused(Permission.OVERWRITE, "/old", () -> upload.rename(path("/new"), path("/old"), RenameMode.REPLACE));
        assertThat(text(free, "/old")).isEqualTo("12345");
        upload.rename(path("/new"), path("/newer"), RenameMode.REPLACE);
        assertThat(text(free, "/newer")).isEqualTo("x");
    }

    @Test
    void twoUploadsToOneNewNameDoNotReplaceEachOther() {
        Storage upload = with(Permission.WRITE);
        try (WritableFile first = upload.openForWrite(path("/new"), REPLACE);
                WritableFile second = upload.openForWrite(path("/new"), REPLACE)) {
            append(first, "first");
            append(second, "second");
            first.commit();
            StorageActions.assertFails(Failure.ALREADY_EXISTS, second::commit);
        }
        assertThat(text(free, "/new")).isEqualTo("first");
    }

    @Test
    void overwriteAloneChangesOnlyWhatIsThere() {
        Storage change = with(Permission.OVERWRITE);
        put(change, "/old", "new");
        refused(Permission.WRITE, "/new", () -> put(change, "/new", "x"));
        write(change, "/old", IN_PLACE, bytes("N"));
        assertThat(text(free, "/old")).isEqualTo("New");
        change.setAttributes(path("/old"), AttributeChange.NONE.withSize(1));
        assertThat(text(free, "/old")).isEqualTo("N");
    }

    @Test
    void appendAddsToTheEndAndNothingElse() {
        Storage add = with(Permission.APPEND);
        write(add, "/old", APPEND, bytes("6"));
        write(add, "/old", resumeAt(6), bytes("7"));
        assertThat(text(free, "/old")).isEqualTo("1234567");
        refused(Permission.OVERWRITE, "/old", () -> write(add, "/old", resumeAt(3), bytes("x")));
        refused(Permission.WRITE, "/new", () -> write(add, "/new", APPEND, bytes("x")));
    }

    @Test
    void overwriteAloneDoesNotAppend() {
        Storage change = with(Permission.OVERWRITE);
        refused(Permission.APPEND, "/old", () -> change.openForWrite(path("/old"), APPEND));
        write(change, "/old", resumeAt(3), bytes("x"));
        assertThat(text(free, "/old")).isEqualTo("123x");
    }

    @Test
    void continuingAnOwnUploadIsPartOfWriting() {
        Storage upload = with(Permission.WRITE);
        abort(upload, "/new", REPLACE, "ab");
        write(upload, "/new", APPEND, bytes("cd"));
        abort(upload, "/newer", REPLACE, "ab");
        write(upload, "/newer", resumeAt(1), bytes("x"));
        assertThat(text(free, "/new")).isEqualTo("abcd");
        assertThat(text(free, "/newer")).isEqualTo("ax");
    }

    @Test
    void aContinuedUploadReplacesNoFileThatCameMeanwhile() {
        Storage upload = with(Permission.WRITE);
        abort(upload, "/new", REPLACE, "ab");
        try (WritableFile file = upload.openForWrite(path("/new"), APPEND)) {
            append(file, "c");
            put(free, "/new", "other");
            refused(Permission.OVERWRITE, "/new", file::commit);
        }
        assertThat(text(free, "/new")).isEqualTo("other");
    }

    @Test
    void attributesOfAnUploadAreDroppedQuietly() {
        Storage upload = with(Permission.WRITE);
        try (WritableFile file = upload.openForWrite(path("/new"), REPLACE)) {
            append(file, "123");
            file.setAttributes(AttributeChange.NONE.withMode(0777).withModified(Instant.EPOCH));
            file.commit();
        }
        assertThat(stat(free, "/new").mode()).isNotEqualTo(0777);
        assertThat(stat(free, "/new").modified()).isNotEqualTo(Instant.EPOCH);
    }

    @Test
    void aHandleForWritingDoesNotReadWithoutRead() {
        Storage change = with(Permission.OVERWRITE);
        try (WritableFile file = change.openForWrite(path("/old"), IN_PLACE)) {
            refused(Permission.READ, "/old", () -> file.read(ByteBuffer.allocate(5), 0));
        }
        try (WritableFile file = with(Permission.OVERWRITE, Permission.READ).openForWrite(path("/old"), IN_PLACE)) {
            assertThat(file.read(ByteBuffer.allocate(5), 0)).isEqualTo(5);
        }
    }

    @Test
    void aCopyIsAReadAndAWrite() {
        Storage copy = with(Permission.READ, Permission.WRITE);
        copy.copy(path("/old"), path("/new"));
        refused(Permission.OVERWRITE, "/new", () -> copy.copy(path("/old"), path("/new")));
        with(Permission.READ, Permission.OVERWRITE).copy(path("/old"), path("/new"));
        refused(
                Permission.WRITE,
                "/x",
                () -> with(Permission.READ, Permission.OVERWRITE).copy(path("/old"), path("/x")));
        refused(Permission.READ, "/old", () -> with(Permission.WRITE).copy(path("/old"), path("/x")));
    }

    @Test
    void permissionsOfAMountHoldBelowIt() {
        free.createDirectory(path("/m"));
        Storage mixed = new PermittedStorage(
                free,
                TestAccounts.named("me")
                        .mount("/m", "other", "/", Permission.LIST, Permission.READ)
                        .build());
        put(mixed, "/new", "x");
        refused(Permission.WRITE, "/m/new", () -> put(mixed, "/m/new", "x"));
        refused(Permission.RENAME, "/m/new", () -> mixed.rename(path("/new"), path("/m/new"), RenameMode.REPLACE));
        refused(Permission.WRITE, "/m/new", () -> mixed.copy(path("/new"), path("/m/new")));
    }
}
