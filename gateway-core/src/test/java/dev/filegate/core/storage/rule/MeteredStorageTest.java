package dev.filegate.core.storage.rule;

import static dev.filegate.core.storage.StorageActions.path;
import static dev.filegate.core.storage.StorageActions.put;
import static dev.filegate.core.storage.StorageActions.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.filegate.core.account.Limits;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.failure.Rule;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.MemoryBackend;
import dev.filegate.core.storage.ReadableFile;
import dev.filegate.core.storage.Storage;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class MeteredStorageTest {
    private static final Limits LIMITS = new Limits(0, 0, 0, 0, 0, 20, 0, 0);

    private final Storage free = new MemoryBackend().tree(VirtualPath.ROOT, "me");
    private final Storage metered =
            new MeteredStorage(free, LIMITS, new InMemoryTransferVolumes(InstantSource.system()).open("me", LIMITS));

    private static void refused(ThrowingCallable action) {
        assertThatThrownBy(action)
                .isInstanceOfSatisfying(
                        GatewayException.class, e -> assertThat(e.rule()).isEqualTo(Rule.TRANSFER_VOLUME));
    }

    @Test
    void countsBothDirectionsToTheByte() {
        put(metered, "/a", "1234567890");
        assertThat(text(metered, "/a")).isEqualTo("1234567890");
        refused(() -> put(metered, "/b", "1"));
        refused(() -> text(metered, "/a"));
    }

    @Test
    void aBufferLargerThanTheFileCostsNothing() {
        put(free, "/a", "12345");
        try (ReadableFile file = metered.openForRead(path("/a"))) {
            assertThat(file.read(ByteBuffer.allocate(1000), 0)).isEqualTo(5);
            assertThat(file.read(ByteBuffer.allocate(1000), 5)).isEqualTo(-1);
        }
        put(metered, "/b", "123456789012345");
    }

    @Test
    void whatTheGatewayReadsForItselfDoesNotCount() {
        put(free, "/a", "1".repeat(100));
        try (ReadableFile file = metered.openForRead(path("/a"))) {
            file.forInspection();
            assertThat(file.read(ByteBuffer.allocate(1000), 0)).isEqualTo(100);
        }
    }
}
