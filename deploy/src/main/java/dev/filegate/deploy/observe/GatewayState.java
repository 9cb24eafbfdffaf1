package dev.filegate.deploy.observe;

import dev.filegate.core.storage.StorageBackend;
import jakarta.inject.Singleton;
import java.util.List;

/** What health and metrics ask about the gateway. Thread-safe. */
@Singleton
public class GatewayState {
    private volatile Phase phase = Phase.STARTING;
    private volatile List<StorageBackend> storages = List.of();

    GatewayState() {}

    /** Where the process is in its life. */
    public enum Phase {
        STARTING,
        /** Listeners are open. */
        SERVING,
        /** Nobody is admitted any more; running transfers go on. */
        DRAINING
    }

    public Phase phase() {
        return phase;
    }

    /** The configured storages, once they are open. */
    public List<StorageBackend> storages() {
        return storages;
    }

    /** Listeners are open.  */
    public void serving(List<StorageBackend> open) {
        storages = List.copyOf(open);
        phase = Phase.SERVING;
    }

    /** From here on nobody is admitted. */
    public void draining() {
        phase = Phase.DRAINING;
    }
}
