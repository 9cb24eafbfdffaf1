package dev.filegate.deploy.observe;

import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.storage.StorageBackend;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Readiness: listeners are open, nobody asked the gateway to stop, and every storage can be reached. */
@Readiness
@Singleton
class ServingCheck implements HealthCheck {
    private final GatewayState state;

    ServingCheck(GatewayState state) {
        this.state = state;
    }

    @Override
    public HealthCheckResponse call() {
        boolean serving = switch (state.phase()) {
            case SERVING -> true;
            case STARTING, DRAINING -> false;
        };
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("gateway")
                .withData("phase", state.phase().name());
        boolean reachable = true;
        for (StorageBackend storage : state.storages()) {
            reachable &= check(storage, answer);
        }
        return answer.status(serving && reachable).build();
    }

    private static boolean check(StorageBackend storage, HealthCheckResponseBuilder answer) {
        String key = "storage." + storage.name();
        try {
            storage.check();
            answer.withData(key, "reachable");
            return true;
        } catch (GatewayException e) {
            answer.withData(key, e.detail());
            return false;
        }
    }
}
