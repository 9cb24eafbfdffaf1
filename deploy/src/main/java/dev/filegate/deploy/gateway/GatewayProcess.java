package dev.filegate.deploy.gateway;

import dev.filegate.core.server.ListenerException;
import dev.filegate.db.GatewayDatabase;
import dev.filegate.deploy.config.DatabaseSettings;
import dev.filegate.deploy.config.GatewayConfiguration;
import dev.filegate.deploy.config.ManagementSettings;
import io.quarkus.runtime.Quarkus;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Runs the gateway inside Quarkus, which brings health and metrics. */
public final class GatewayProcess {
    private static final int FAILED = 1;
    private static final String EMBEDDED_USER = "filegate";

    private GatewayProcess() {}

    /**
     * Starts, serves until asked to stop, drains and returns.
     *
     * @param out where the start-up report goes
     * @return the exit code
     * @throws StartFailure when it could not start
     */
    public static int run(GatewayConfiguration configuration, PrintWriter out) {
        ManagementSettings management = configuration.management();
        requireFree("filegate.management.port", management.host(), management.port());
        System.setProperty("quarkus.management.host", management.host());
        System.setProperty("quarkus.management.port", Integer.toString(management.port()));
        ManagementSettings.Admin admin = management.admin();
        requireFree("filegate.admin.port", admin.host(), admin.port());
        System.setProperty("quarkus.http.host", admin.host());
        System.setProperty("quarkus.http.port", Integer.toString(admin.port()));
        StartOrder order = new StartOrder(configuration, out, StopSignals.listen());
        Home.open(configuration.home());
        chooseDatabase(configuration);
        AtomicReference<Ending> ending = new AtomicReference<>(new Ending(FAILED, Optional.empty()));
        StartOrder.callWith(
                order,
                () -> Quarkus.run(
                        GatewayApplication.class,
                        (code, failure) -> ending.set(new Ending(code, Optional.ofNullable(failure)))));
        order.failure().ifPresent(failure -> {
            throw failure;
        });
        ending.get().failure().ifPresent(failure -> {
            throw new IllegalStateException("the gateway failed", failure);
        });
        return ending.get().exitCode();
    }

    /** The framework connects to it later, when it is first asked. */
    private static void chooseDatabase(GatewayConfiguration configuration) {
        DatabaseSettings database = configuration.database();
        try {
            String url = database.embedded()
                    ? GatewayDatabase.embeddedIn(configuration.home().resolve("database"))
                    : database.url();
            System.setProperty("quarkus.datasource.jdbc.url", url);
        } catch (IllegalArgumentException e) {
            throw new StartFailure("filegate.home: " + e.getMessage() + "; name another directory", e);
        }
        if (database.embedded() || !database.username().isEmpty()) {
            System.setProperty(
                    "quarkus.datasource.username", database.embedded() ? EMBEDDED_USER : database.username());
        }
        if (!database.embedded() && !database.password().isEmpty()) {
            System.setProperty("quarkus.datasource.password", database.password());
        }
    }

    /** How Quarkus ended. It reports a failure of the application to us and to nobody else. */
    private record Ending(int exitCode, Optional<Throwable> failure) {}

    /** Quarkus' own words for a taken port name neither our key nor the remedy. */
    private static void requireFree(String key, String host, int port) {
        InetSocketAddress address = new InetSocketAddress(host, port);
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(address);
        } catch (IOException e) {
            ListenerException words = new ListenerException(key, address, e);
            throw new StartFailure(String.valueOf(words.getMessage()), e);
        }
    }
}
