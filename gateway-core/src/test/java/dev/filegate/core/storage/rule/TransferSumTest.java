package dev.filegate.core.storage.rule;

import static dev.filegate.core.storage.StorageActions.APPEND;
import static dev.filegate.core.storage.StorageActions.REPLACE;
import static dev.filegate.core.storage.StorageActions.bytes;
import static dev.filegate.core.storage.StorageActions.path;
import static dev.filegate.core.storage.StorageActions.put;
import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.core.audit.AuditEvent;
import dev.filegate.core.audit.RecordingContext;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.session.TurnedClock;
import dev.filegate.core.storage.AttributeChange;
import dev.filegate.core.storage.MemoryBackend;
import dev.filegate.core.storage.ReadableFile;
import dev.filegate.core.storage.Storage;
import dev.filegate.core.storage.StorageActions;
import dev.filegate.core.storage.WritableFile;
import dev.filegate.core.storage.WriteMode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import org.junit.jupiter.api.Test;

/** The SHA-256 of transfers in the audit trail. */
class TransferSumTest {
    private static final String TEN_DIGITS = "84d89877f0d4041efb6bf91a16f0248f2fd573e6af05c19f96bedb9f882f7882";
    private static final String NOTHING = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private final Storage tree = new MemoryBackend().tree(VirtualPath.ROOT, "me");
    private final RecordingContext context = new RecordingContext();
    private final Storage audited = new AuditedStorage(tree, context, new TurnedClock(), 10);

    private String sum() {
        assertThat(context.events()).hasSize(1);
        return context.events(AuditEvent.Transferred.class).getFirst().sha256();
    }

    private static void write(WritableFile file, String text, long position) {
        file.write(ByteBuffer.wrap(bytes(text)), position);
    }

    @Test
    void anUploadHasTheSumOfItsBytes() {
        try (WritableFile file = audited.openForWrite(path("/a"), REPLACE)) {
            write(file, "0123", 0);
            write(file, "456789", 4);
            file.commit();
        }
        assertThat(sum()).isEqualTo(TEN_DIGITS);
    }

    @Test
    void anEmptyUploadHasTheSumOfNothing() {
        StorageActions.write(audited, "/a", REPLACE, bytes(""));
        assertThat(sum()).isEqualTo(NOTHING);
    }

    @Test
    void anUploadThatIsNotFinishedHasNone() {
        StorageActions.abort(audited, "/a", REPLACE, "0123456789");
        assertThat(sum()).isEmpty();
    }

    @Test
    void whatComesALittleEarlyWaitsForItsTurn() {
        try (WritableFile file = audited.openForWrite(path("/a"), REPLACE)) {
            write(file, "89", 8);
            write(file, "4567", 4);
            write(file, "0123", 0);
            file.commit();
        }
        assertThat(sum()).isEqualTo(TEN_DIGITS);
    }

    @Test
    void whatIsWrittenTwiceHasNone() {
        try (WritableFile file = audited.openForWrite(path("/a"), REPLACE)) {
            write(file, "0123456789", 0);
            write(file, "4567", 4);
            file.commit();
        }
        assertThat(sum()).isEmpty();
    }

    @Test
    void whatIsWrittenTwiceBeforeItsTurnHasNone() {
        try (WritableFile file = audited.openForWrite(path("/a"), REPLACE)) {
            write(file, "4567", 4);
            write(file, "xx", 5);
            write(file, "0123", 0);
            file.commit();
        }
        assertThat(sum()).isEmpty();
    }

    @Test
    void whatComesMuchTooEarlyHasNone() {
        Storage large = new AuditedStorage(tree, context, new TurnedClock(), Long.MAX_VALUE);
        try (WritableFile file = large.openForWrite(path("/a"), REPLACE)) {
            file.write(ByteBuffer.allocate(2 << 20), 1);
            write(file, "0", 0);
            file.commit();
        }
        assertThat(sum()).isEmpty();
    }

    @Test
    void whatIsLargerThanTheLimitHasNone() {
        StorageActions.write(audited, "/a", REPLACE, bytes("0123456789+"));
        assertThat(sum()).isEmpty();
    }

    @Test
    void whatIsAddedToAFileHasNone() {
        put(tree, "/a", "0");
        StorageActions.write(audited, "/a", APPEND, bytes("123456789"));
        assertThat(sum()).isEmpty();
    }

    @Test
    void whatIsWrittenInsideAFileHasNone() {
        put(tree, "/a", "0123456789");
        StorageActions.write(audited, "/a", new WriteMode.InPlace(), bytes("0123"));
        assertThat(sum()).isEmpty();
    }

    @Test
    void anUploadThatIsCutHasNone() {
        try (WritableFile file = audited.openForWrite(path("/a"), REPLACE)) {
            write(file, "0123456789", 0);
            file.setAttributes(AttributeChange.NONE.withSize(3));
            file.commit();
        }
        assertThat(sum()).isEmpty();
    }

    @Test
    void aDownloadHasTheSumOfWhatWasRead() {
        put(tree, "/a", "0123456789");
        try (ReadableFile file = audited.openForRead(path("/a"))) {
            assertThat(file.read(ByteBuffer.allocate(7), 0)).isEqualTo(7);
            assertThat(file.read(ByteBuffer.allocate(7), 7)).isEqualTo(3);
        }
        assertThat(sum()).isEqualTo(TEN_DIGITS);
    }

    @Test
    void aDownloadThatTheKernelWouldSendHasOneToo() throws IOException {
        put(tree, "/a", "0123456789");
        ByteArrayOutputStream client = new ByteArrayOutputStream();
        try (ReadableFile file = audited.openForRead(path("/a"));
                WritableByteChannel channel = Channels.newChannel(client)) {
            assertThat(file.transferTo(0, 4, channel)).isEqualTo(4);
            assertThat(file.transferTo(4, 100, channel)).isEqualTo(6);
            assertThat(file.transferTo(10, 100, channel)).isZero();
        }
        assertThat(client).hasToString("0123456789");
        assertThat(sum()).isEqualTo(TEN_DIGITS);
    }

    @Test
    void aRangeHasNone() throws IOException {
        put(tree, "/a", "0123456789");
        try (ReadableFile file = audited.openForRead(path("/a"));
                WritableByteChannel channel = Channels.newChannel(new ByteArrayOutputStream())) {
            assertThat(file.transferTo(4, 6, channel)).isEqualTo(6);
        }
        assertThat(sum()).isEmpty();
    }

    @Test
    void withoutALimitThereAreNone() {
        put(tree, "/a", "");
        new AuditedStorage(tree, context, new TurnedClock())
                .openForRead(path("/a"))
                .close();
        StorageActions.write(new AuditedStorage(tree, context, new TurnedClock()), "/b", REPLACE, bytes("x"));
        assertThat(context.events(AuditEvent.Transferred.class))
                .extracting(AuditEvent.Transferred::sha256)
                .containsOnly("");
    }
}
