package dev.filegate.core.storage.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.core.audit.AuditEvent;
import dev.filegate.core.audit.RecordingContext;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.MemoryStorage;
import dev.filegate.core.storage.ReadableFile;
import dev.filegate.core.storage.WritableFile;
import dev.filegate.core.storage.WriteMode;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class UndeliveredReadTest {
    private static final VirtualPath PATH = VirtualPath.parse("/f");

    private final RecordingContext context = new RecordingContext();
    private final AuditedStorage storage = new AuditedStorage(MemoryStorage.empty(), context, InstantSource.system());

    private AuditEvent.Transferred download(String trouble) {
        try (WritableFile file = storage.openForWrite(PATH, new WriteMode.Replace())) {
            file.write(ByteBuffer.wrap(new byte[100]), 0);
            file.commit();
        }
        try (ReadableFile file = storage.openForRead(PATH)) {
            assertThat(file.read(ByteBuffer.allocate(100), 0)).isEqualTo(100);
            if (!trouble.isEmpty()) {
                file.undelivered(trouble);
            }
        }
        return (AuditEvent.Transferred) context.events().getLast();
    }

    @Test
    void whatWasReadToTheEndButNeverConfirmedIsNotComplete() {
        AuditEvent.Transferred event = download("the client stopped answering");

        assertThat(event.completion()).isEqualTo(AuditEvent.Completion.ABORTED);
        assertThat(event.detail()).isEqualTo("the client stopped answering");
    }

    @Test
    void whatWasReadToTheEndIsCompleteOtherwise() {
        assertThat(download("").completion()).isEqualTo(AuditEvent.Completion.COMPLETE);
    }
}
