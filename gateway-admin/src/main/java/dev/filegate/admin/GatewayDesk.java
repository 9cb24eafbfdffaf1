package dev.filegate.admin;

import dev.filegate.admin.http.Problem.Status;
import dev.filegate.admin.http.ProblemException;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Where the admin API finds the gateway that it administers: there is none before the start is done, and after the end. Thread-safe. */
@Singleton
public class GatewayDesk {
    private final AtomicReference<Optional<AdministeredGateway>> present = new AtomicReference<>(Optional.empty());

    GatewayDesk() {}

    /** From here on requests are answered. */
    public void open(AdministeredGateway gateway) {
        present.set(Optional.of(gateway));
    }

    /** From here on requests are answered with 503. */
    public void close() {
        present.set(Optional.empty());
    }

    /** @throws ProblemException 503 when there is none */
    public AdministeredGateway gateway() {
        return present.get()
                .orElseThrow(() ->
                        ProblemException.of(Status.UNAVAILABLE, "the gateway is starting or stopping, try again"));
    }
}
