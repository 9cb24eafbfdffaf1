package dev.filegate.deploy.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.Storage;
import dev.filegate.core.storage.StorageBackend;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

class ServingCheckTest {
    private final GatewayState state = new GatewayState();
    private final ServingCheck check = new ServingCheck(state);

    /** A storage that is there or not. */
    private record FakeBackend(String name, boolean reachable) implements StorageBackend {
        @Override
        public Storage tree(VirtualPath base, String owner) {
            throw new UnsupportedOperationException("not asked for in this test");
        }

        @Override
        public void check() {
            if (!reachable) {
                throw new GatewayException(Failure.UNAVAILABLE, "the disk is gone");
            }
        }

        @Override
        public void close() {}
    }

    @Test
    void isNotReadyBeforeListenersAreOpen() {
        assertThat(check.call().getStatus()).isEqualTo(Status.DOWN);
    }

    @Test
    void isReadyWhileItServes() {
        state.serving(List.of(new FakeBackend("disk", true)));
        assertThat(check.call().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void isNotReadyWhileItDrains() {
        state.serving(List.of());
        state.draining();
        assertThat(check.call().getStatus()).isEqualTo(Status.DOWN);
    }

    @Test
    void isNotReadyWhileAStorageIsAwayAndSaysWhich() {
        state.serving(List.of(new FakeBackend("disk", true), new FakeBackend("cloud", false)));
        assertThat(check.call().getStatus()).isEqualTo(Status.DOWN);
        assertThat(check.call().getData().orElseThrow())
                .containsEntry("storage.disk", "reachable")
                .containsEntry("storage.cloud", "the disk is gone");
    }
}
