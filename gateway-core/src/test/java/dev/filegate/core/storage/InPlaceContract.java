package dev.filegate.core.storage;

import static dev.filegate.core.storage.StorageActions.IN_PLACE;
import static dev.filegate.core.storage.StorageActions.REPLACE;
import static dev.filegate.core.storage.StorageActions.assertFails;
import static dev.filegate.core.storage.StorageActions.bytes;
import static dev.filegate.core.storage.StorageActions.content;
import static dev.filegate.core.storage.StorageActions.path;
import static dev.filegate.core.storage.StorageActions.put;
import static dev.filegate.core.storage.StorageActions.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** {@link Capability#IN_PLACE_WRITES}: anywhere, in any order. */
public interface InPlaceContract extends StorageUnderTest {
    @Test
    default void writesInsideAFileVisiblyAtOnce() {
        put(storage(), "/a", "0123456789");
        if (lacks(Capability.IN_PLACE_WRITES, () -> storage().openForWrite(path("/a"), IN_PLACE))) {
            return;
        }
        try (WritableFile file = storage().openForWrite(path("/a"), IN_PLACE)) {
            file.write(ByteBuffer.wrap(bytes("XY")), 4);
            assertThat(text(storage(), "/a")).isEqualTo("0123XY6789");
            file.write(ByteBuffer.wrap(bytes("ab")), 0);
            file.commit();
        }
        assertThat(text(storage(), "/a")).isEqualTo("ab23XY6789");
    }

    @Test
    default void whatWasWrittenInPlaceStaysWithoutACommit() {
        put(storage(), "/a", "0123456789");
        if (lacks(Capability.IN_PLACE_WRITES, () -> storage().openForWrite(path("/a"), IN_PLACE))) {
            return;
        }
        try (WritableFile file = storage().openForWrite(path("/a"), IN_PLACE)) {
            file.write(ByteBuffer.wrap(bytes("Z")), 9);
        }
        assertThat(text(storage(), "/a")).isEqualTo("012345678Z");
    }

    @Test
    default void growsAFileInPlace() {
        put(storage(), "/a", "0");
        if (lacks(Capability.IN_PLACE_WRITES, () -> storage().openForWrite(path("/a"), IN_PLACE))) {
            return;
        }
        try (WritableFile file = storage().openForWrite(path("/a"), IN_PLACE)) {
            file.write(ByteBuffer.wrap(bytes("3")), 3);
            file.commit();
        }
        assertThat(text(storage(), "/a")).isEqualTo("0\0\0003");
    }

    @Test
    default void writesInPlaceOnlyWhereAFileIs() {
        storage().createDirectory(path("/d"));
        if (lacks(Capability.IN_PLACE_WRITES, () -> storage().openForWrite(path("/missing"), IN_PLACE))) {
            return;
        }
        assertFails(Failure.NOT_FOUND, () -> storage().openForWrite(path("/missing"), IN_PLACE));
        assertFails(Failure.IS_A_DIRECTORY, () -> storage().openForWrite(path("/d"), IN_PLACE));
        StorageActions.abort(storage(), "/partial", REPLACE, "x");
        assertFails(Failure.NOT_FOUND, () -> storage().openForWrite(path("/partial"), IN_PLACE));
    }

    /** As clients ask that open one handle for both. */
    @Test
    default void readsBackWhatIsBeingWritten() {
        try (WritableFile file = storage().openForWrite(path("/a"), REPLACE)) {
            file.write(ByteBuffer.wrap(bytes("0123456789")), 0);
            ByteBuffer target = ByteBuffer.allocate(20);
            if (lacks(Capability.IN_PLACE_WRITES, () -> file.read(target, 6))) {
                return;
            }
            assertThat(file.read(target, 6)).isEqualTo(4);
            assertThat(target.array()).startsWith(bytes("6789"));
            assertThat(file.read(target, 10)).isEqualTo(-1);
            file.commit();
        }
    }

    @Test
    default void readsBackWhatIsWrittenInPlace() {
        put(storage(), "/a", "0123456789");
        if (lacks(Capability.IN_PLACE_WRITES, () -> storage().openForWrite(path("/a"), IN_PLACE))) {
            return;
        }
        try (WritableFile file = storage().openForWrite(path("/a"), IN_PLACE)) {
            file.write(ByteBuffer.wrap(bytes("XY")), 4);
            ByteBuffer target = ByteBuffer.allocate(4);
            assertThat(file.read(target, 3)).isEqualTo(4);
            assertThat(target.array()).isEqualTo(bytes("3XY6"));
        }
    }

    @Test
    default void cutsWhatIsBeingWritten() {
        try (WritableFile file = storage().openForWrite(path("/a"), REPLACE)) {
            file.write(ByteBuffer.wrap(bytes("0123456789")), 0);
            AttributeChange cut = AttributeChange.NONE.withSize(4);
            if (lacks(Capability.IN_PLACE_WRITES, () -> file.setAttributes(cut))) {
                return;
            }
            file.setAttributes(cut);
            assertThat(file.position()).isEqualTo(4);
            file.setAttributes(AttributeChange.NONE.withSize(6));
            file.write(ByteBuffer.wrap(bytes("x")), 6);
            file.commit();
        }
        assertThat(text(storage(), "/a")).isEqualTo("0123\0\0x");
    }

    @Test
    default void cutsWhatIsWrittenInPlace() {
        put(storage(), "/a", "0123456789");
        if (lacks(Capability.IN_PLACE_WRITES, () -> storage().openForWrite(path("/a"), IN_PLACE))) {
            return;
        }
        try (WritableFile file = storage().openForWrite(path("/a"), IN_PLACE)) {
            file.setAttributes(AttributeChange.NONE.withSize(4));
            assertThat(text(storage(), "/a")).isEqualTo("0123");
            file.write(ByteBuffer.wrap(bytes("x")), 4);
            file.commit();
        }
        assertThat(text(storage(), "/a")).isEqualTo("0123x");
    }

    @Test
    default void anUploadTakesItsBytesInAnyOrder() {
        long farAhead = 40_000_000;
        try (WritableFile file = storage().openForWrite(path("/a"), REPLACE)) {
            file.write(ByteBuffer.wrap(bytes("end")), farAhead);
            file.write(ByteBuffer.wrap(bytes("begin")), 0);
            file.commit();
        } catch (GatewayException refused) {
            assertThat(refused.failure()).isEqualTo(Failure.UNSUPPORTED);
            assertThat(can(Capability.IN_PLACE_WRITES)).isFalse();
            StorageActions.assertMissing(storageOfAnotherOwner(), "/a");
            return;
        }
        assertThat(can(Capability.IN_PLACE_WRITES)).isTrue();
        byte[] all = content(storage(), "/a");
        assertThat(all).hasSize((int) farAhead + 3).startsWith(bytes("begin\0")).endsWith(bytes("\0end"));
    }
}
