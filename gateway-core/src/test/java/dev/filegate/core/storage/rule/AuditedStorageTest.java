package dev.filegate.core.storage.rule;

import static dev.filegate.core.storage.StorageActions.APPEND;
import static dev.filegate.core.storage.StorageActions.REPLACE;
import static dev.filegate.core.storage.StorageActions.append;
import static dev.filegate.core.storage.StorageActions.assertFails;
import static dev.filegate.core.storage.StorageActions.bytes;
import static dev.filegate.core.storage.StorageActions.path;
import static dev.filegate.core.storage.StorageActions.put;
import static dev.filegate.core.storage.StorageActions.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.filegate.core.account.Limits;
import dev.filegate.core.account.Permission;
import dev.filegate.core.account.TestAccounts;
import dev.filegate.core.audit.AuditEvent;
import dev.filegate.core.audit.AuditEvent.Completion;
import dev.filegate.core.audit.AuditEvent.Direction;
import dev.filegate.core.audit.AuditEvent.Operation;
import dev.filegate.core.audit.RecordingContext;
import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.Rule;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.session.TurnedClock;
import dev.filegate.core.storage.AttributeChange;
import dev.filegate.core.storage.ForwardingReadable;
import dev.filegate.core.storage.ForwardingStorage;
import dev.filegate.core.storage.MemoryBackend;
import dev.filegate.core.storage.ReadableFile;
import dev.filegate.core.storage.RenameMode;
import dev.filegate.core.storage.Storage;
import dev.filegate.core.storage.StorageActions;
import dev.filegate.core.storage.WritableFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuditedStorageTest {
    private final Storage tree = new MemoryBackend().tree(VirtualPath.ROOT, "me");
    private final RecordingContext context = new RecordingContext();
    private final TurnedClock clock = new TurnedClock();
    private final Storage audited = new AuditedStorage(tree, context, clock);

    @BeforeEach
    void fill() {
        put(tree, "/a", "0123456789");
    }

    private AuditEvent.Transferred transfer() {
        assertThat(context.events()).hasSize(1);
        return context.events(AuditEvent.Transferred.class).getFirst();
    }

    private static AuditEvent.Transferred transferred(
            Direction direction, long offset, long bytes, long seconds, Completion completion, String detail) {
        return new AuditEvent.Transferred(
                RecordingContext.ORIGIN,
                direction,
                path("/a"),
                offset,
                bytes,
                Duration.ofSeconds(seconds),
                completion,
                detail);
    }

    @Test
    void aFinishedUploadIsComplete() {
        try (WritableFile file = audited.openForWrite(path("/a"), APPEND)) {
            append(file, "abc");
            append(file, "de");
            clock.turn(Duration.ofSeconds(2));
            file.commit();
        }
        assertThat(transfer()).isEqualTo(transferred(Direction.UPLOAD, 10, 5, 2, Completion.COMPLETE, ""));
        assertThat(context.bytesReceived()).isEqualTo(5);
    }

    @Test
    void anUploadThatWasNotFinishedIsAborted() {
        StorageActions.abort(audited, "/a", REPLACE, "abc");
        assertThat(transfer())
                .isEqualTo(transferred(Direction.UPLOAD, 0, 3, 0, Completion.ABORTED, "the upload was not finished"));
    }

    @Test
    void anUploadThatFailedSaysWhy() {
        Storage limited = new AuditedStorage(
                new QuotaStorage(
                        tree,
                        TestAccounts.named("me")
                                .limits(new Limits(0, 0, 0, 15, 0))
                                .build(),
                        new InMemoryQuotaLedger()),
                context,
                clock);
        assertFails(Failure.QUOTA_EXCEEDED, () -> write(limited, "/a", APPEND, bytes("123456")));
        assertThat(context.events(AuditEvent.Refused.class))
                .extracting(AuditEvent.Refused::rule)
                .containsExactly(Rule.QUOTA);
        assertThat(context.events(AuditEvent.Transferred.class))
                .containsExactly(transferred(
                        Direction.UPLOAD, 10, 0, 0, Completion.ABORTED, "/a: the quota of 15 bytes would be exceeded"));
    }

    @Test
    void aDownloadThatReachedTheEndIsComplete() throws IOException {
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        try (ReadableFile file = audited.openForRead(path("/a"))) {
            WritableByteChannel channel = Channels.newChannel(sent);
            assertThat(file.transferTo(4, 3, channel)).isEqualTo(3);
            assertThat(file.transferTo(7, 100, channel)).isEqualTo(3);
        }
        assertThat(transfer()).isEqualTo(transferred(Direction.DOWNLOAD, 4, 6, 0, Completion.COMPLETE, ""));
        assertThat(context.bytesSent()).isEqualTo(6);
    }

    @Test
    void aDownloadThatStoppedBeforeTheEndIsPartial() {
        try (ReadableFile file = audited.openForRead(path("/a"))) {
            assertThat(file.read(ByteBuffer.allocate(4), 2)).isEqualTo(4);
        }
        assertThat(transfer()).isEqualTo(transferred(Direction.DOWNLOAD, 2, 4, 0, Completion.PARTIAL, ""));
    }

    @Test
    void aDownloadWhoseConnectionBrokeIsAborted() {
        Storage breaking = new AuditedStorage(
                new ForwardingStorage(tree) {
                    @Override
                    public ReadableFile openForRead(VirtualPath path) {
                        return new ForwardingReadable(inner().openForRead(path)) {
                            @Override
                            public long transferTo(long position, long count, WritableByteChannel target)
                                    throws IOException {
                                throw new IOException("Connection reset by peer");
                            }
                        };
                    }
                },
                context,
                clock);
        try (ReadableFile file = breaking.openForRead(path("/a"))) {
            assertThatThrownBy(() -> file.transferTo(0, 10, Channels.newChannel(new ByteArrayOutputStream())))
                    .isInstanceOf(IOException.class);
        }
        assertThat(transfer())
                .isEqualTo(transferred(
                        Direction.DOWNLOAD, 0, 0, 0, Completion.ABORTED, "the connection to the client broke"));
    }

    @Test
    void anEmptyFileIsCompleteWithoutARead() {
        put(tree, "/a", "");
        audited.openForRead(path("/a")).close();
        assertThat(transfer().completion()).isEqualTo(Completion.COMPLETE);
    }

    @Test
    void aHandleClosedTwiceIsWrittenDownOnce() {
        ReadableFile file = audited.openForRead(path("/a"));
        file.close();
        file.close();
        assertThat(context.events()).hasSize(1);
    }

    @Test
    void readingForAChecksumIsNoTransfer() {
        try (ReadableFile file = audited.openForRead(path("/a"))) {
            file.forInspection();
            StorageActions.content(file);
        }
        assertThat(context.events()).isEmpty();
        assertThat(context.bytesSent()).isZero();
    }

    @Test
    void everyChangeIsWrittenDown() {
        audited.createDirectory(path("/d"));
        audited.rename(path("/a"), path("/b"), RenameMode.REPLACE);
        audited.copy(path("/b"), path("/c"));
        audited.setAttributes(
                path("/b"),
                AttributeChange.NONE.withMode(0640).withModified(Instant.EPOCH).withSize(3));
        audited.createSymbolicLink(path("/l"), "b");
        audited.createHardLink(path("/h"), path("/b"));
        audited.deleteFile(path("/b"));
        audited.deleteDirectory(path("/d"));
        assertThat(context.events(AuditEvent.Changed.class))
                .extracting(event -> event.operation() + " " + event.path() + " " + event.target())
                .containsExactly(
                        "MKDIR /d ",
                        "RENAME /a /b",
                        "COPY /b /c",
                        "ATTRIBUTES /b mode=640 modified=1970-01-01T00:00:00Z size=3",
                        "SYMLINK /l b",
                        "HARDLINK /h /b",
                        "DELETE /b ",
                        "RMDIR /d ");
        assertThat(context.events()).hasSize(8);
    }

    @Test
    void whatDidNotHappenIsWrittenDownAsRefused() {
        assertFails(Failure.NOT_FOUND, () -> audited.deleteFile(path("/missing")));
        assertFails(Failure.NOT_FOUND, () -> audited.openForRead(path("/missing")));
        assertThat(context.events(AuditEvent.Refused.class))
                .extracting(AuditEvent.Refused::operation)
                .containsExactly(Operation.DELETE, Operation.READ);
        assertThat(context.events(AuditEvent.Refused.class))
                .extracting(AuditEvent.Refused::failure)
                .containsOnly(Failure.NOT_FOUND);
        assertThat(context.events()).hasSize(2);
    }

    @Test
    void lookingForWhatIsNotThereIsNoNews() {
        assertFails(Failure.NOT_FOUND, () -> StorageActions.stat(audited, "/missing"));
        assertFails(Failure.NOT_FOUND, () -> audited.list(path("/missing")));
        audited.list(VirtualPath.ROOT).close();
        assertThat(context.events()).isEmpty();
        Storage blind = new AuditedStorage(
                new PermittedStorage(
                        tree,
                        TestAccounts.named("me").permissions(Permission.READ).build()),
                context,
                clock);
        assertFails(Failure.PERMISSION_DENIED, () -> blind.list(VirtualPath.ROOT));
        assertThat(context.events(AuditEvent.Refused.class)).hasSize(1);
    }
}
