package dev.filegate.core.storage.rule;

import static dev.filegate.core.storage.StorageActions.APPEND;
import static dev.filegate.core.storage.StorageActions.IN_PLACE;
import static dev.filegate.core.storage.StorageActions.REPLACE;
import static dev.filegate.core.storage.StorageActions.abort;
import static dev.filegate.core.storage.StorageActions.append;
import static dev.filegate.core.storage.StorageActions.assertFails;
import static dev.filegate.core.storage.StorageActions.assertMissing;
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
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.AttributeChange;
import dev.filegate.core.storage.Capability;
import dev.filegate.core.storage.MemoryBackend;
import dev.filegate.core.storage.RenameMode;
import dev.filegate.core.storage.Storage;
import dev.filegate.core.storage.WritableFile;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;

class DropBoxStorageTest {
    private final MemoryBackend backend = new MemoryBackend();
    private final Storage operator = backend.tree(VirtualPath.ROOT, "operator");
    private final Storage visitor = new DropBoxStorage(backend.tree(VirtualPath.ROOT, "visitor:192.0.2.1"));

    @Test
    void whatWasDroppedIsGoneFromTheVisitorsEyes() {
        put(visitor, "/a", "secret");
        assertThat(text(operator, "/a")).isEqualTo("secret");
        assertThat(stat(operator, "/a").mode()).isEqualTo(0600);
        assertMissing(visitor, "/a");
        assertThat(names(visitor, "/")).isEmpty();
        assertFails(Failure.NOT_FOUND, () -> visitor.openForRead(path("/a")));
        assertFails(Failure.NOT_FOUND, () -> visitor.deleteFile(path("/a")));
        assertFails(Failure.NOT_FOUND, () -> visitor.rename(path("/a"), path("/b"), RenameMode.REPLACE));
        assertFails(Failure.NOT_FOUND, () -> visitor.copy(path("/a"), path("/b")));
        assertFails(Failure.NOT_FOUND, () -> visitor.setAttributes(path("/a"), AttributeChange.NONE.withMode(0644)));
        assertFails(Failure.NOT_FOUND, () -> visitor.createHardLink(path("/b"), path("/a")));
    }

    @Test
    void nothingCanBeReplacedOrContinuedOnceItIsThere() {
        put(visitor, "/a", "secret");
        put(operator, "/public", "public");
        for (String name : new String[] {"/a", "/public"}) {
            assertFails(Failure.ALREADY_EXISTS, () -> put(visitor, name, "x"));
            assertFails(Failure.ALREADY_EXISTS, () -> write(visitor, name, APPEND, bytes("x")));
            assertFails(Failure.UNSUPPORTED, () -> write(visitor, name, resumeAt(3), bytes("x")));
            assertFails(Failure.ALREADY_EXISTS, () -> visitor.openForWrite(path(name), IN_PLACE));
        }
        assertFails(Failure.ALREADY_EXISTS, () -> visitor.rename(path("/public"), path("/a"), RenameMode.REPLACE));
        assertFails(Failure.ALREADY_EXISTS, () -> visitor.copy(path("/public"), path("/a")));
        assertThat(text(operator, "/a")).isEqualTo("secret");
    }

    @Test
    void whatTheOperatorMadeReadableIsSeen() {
        put(visitor, "/a", "checked");
        operator.setAttributes(path("/a"), AttributeChange.NONE.withMode(0644));
        assertThat(names(visitor, "/")).containsExactly("a");
        assertThat(text(visitor, "/a")).isEqualTo("checked");
    }

    @Test
    void anOwnInterruptedUploadIsSeenAndContinued() {
        abort(visitor, "/a", REPLACE, "abc");
        assertThat(stat(visitor, "/a").size()).isEqualTo(3);
        assertThat(stat(visitor, "/a").partial()).isTrue();
        write(visitor, "/a", resumeAt(3), bytes("def"));
        assertThat(text(operator, "/a")).isEqualTo("abcdef");
        assertThat(stat(operator, "/a").mode()).isEqualTo(0600);
    }

    @Test
    void aContinuedUploadReplacesNothing() {
        abort(visitor, "/a", REPLACE, "abc");
        try (WritableFile file = visitor.openForWrite(path("/a"), APPEND)) {
            append(file, "def");
            put(operator, "/a", "other");
            assertFails(Failure.ALREADY_EXISTS, file::commit);
        }
        assertThat(text(operator, "/a")).isEqualTo("other");
    }

    @Test
    void noVisitorMakesAnUploadReadable() {
        try (WritableFile file = visitor.openForWrite(path("/a"), REPLACE)) {
            file.setAttributes(AttributeChange.NONE.withMode(0777));
            file.commit();
        }
        assertThat(stat(operator, "/a").mode()).isEqualTo(0600);
    }

    @Test
    void takesNothingWhereNothingCanBeKeptPrivate() {
        MemoryBackend noModes =
                new MemoryBackend(EnumSet.complementOf(EnumSet.of(Capability.MODES)), MemoryBackend.ticking());
        Storage box = new DropBoxStorage(noModes.tree(VirtualPath.ROOT, "visitor"));
        assertFails(Failure.UNSUPPORTED, () -> put(box, "/a", "x"));
    }
}
