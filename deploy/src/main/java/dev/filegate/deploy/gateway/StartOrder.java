package dev.filegate.deploy.gateway;

import dev.filegate.deploy.config.GatewayConfiguration;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What the command line hands to the application. Quarkus makes the application itself, on the thread that started it, so the order
 * reaches it as a scoped value of that thread.
 */
final class StartOrder {
    private static final ScopedValue<StartOrder> CURRENT = ScopedValue.newInstance();

    private final GatewayConfiguration configuration;
    private final PrintWriter out;
    private final StopSignals signals;
    private final AtomicReference<Optional<StartFailure>> failure = new AtomicReference<>(Optional.empty());

    StartOrder(GatewayConfiguration configuration, PrintWriter out, StopSignals signals) {
        this.configuration = configuration;
        this.out = out;
        this.signals = signals;
    }

    static void callWith(StartOrder order, Runnable work) {
        ScopedValue.where(CURRENT, order).run(work);
    }

    /** The order this thread works on. */
    static StartOrder current() {
        return CURRENT.get();
    }

    GatewayConfiguration configuration() {
        return configuration;
    }

    PrintWriter out() {
        return out;
    }

    /** Heard since before the start, so that a signal during it is not lost. */
    StopSignals signals() {
        return signals;
    }

    /** Notes why the order could not be carried out. */
    void failed(StartFailure reason) {
        failure.set(Optional.of(reason));
    }

    Optional<StartFailure> failure() {
        return failure.get();
    }
}
