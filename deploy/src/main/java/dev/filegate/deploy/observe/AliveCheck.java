package dev.filegate.deploy.observe;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Liveness: the process answers. A storage that is away is no reason to restart the process. */
@Liveness
@Singleton
class AliveCheck implements HealthCheck {
    AliveCheck() {}

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.up("process");
    }
}
