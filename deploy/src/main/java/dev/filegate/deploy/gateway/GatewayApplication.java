package dev.filegate.deploy.gateway;

import dev.filegate.admin.GatewayDesk;
import dev.filegate.core.server.Listener;
import dev.filegate.db.GatewayDatabase;
import dev.filegate.deploy.config.GatewayConfiguration;
import dev.filegate.deploy.config.ManagementSettings;
import dev.filegate.deploy.observe.GatewayMetrics;
import dev.filegate.deploy.observe.GatewayState;
import dev.filegate.deploy.observe.S3Metrics;
import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.vertx.http.HttpServer;
import jakarta.inject.Singleton;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The life of the process inside Quarkus: assemble, start, report, wait, drain, stop. */
@Singleton
@Unremovable
class GatewayApplication implements QuarkusApplication {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayApplication.class);
    private static final int FAILED = 1;
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(1);

    private final GatewayState state;
    private final GatewayMetrics metrics;
    private final S3Metrics buckets;
    private final HttpServer management;
    private final GatewayDatabase database;
    private final GatewayDesk desk;

    GatewayApplication(
            GatewayState state,
            GatewayMetrics metrics,
            S3Metrics buckets,
            HttpServer management,
            GatewayDatabase database,
            GatewayDesk desk) {
        this.state = state;
        this.metrics = metrics;
        this.buckets = buckets;
        this.management = management;
        this.database = database;
        this.desk = desk;
    }

    @Override
    public int run(String... arguments) throws InterruptedException {
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, failure) -> LOG.error("thread {} ended by an unexpected failure", thread.getName(), failure));
        StartOrder order = StartOrder.current();
        try (Gateway gateway = assemble(order)) {
            List<Listener> listeners = new ArrayList<>(gateway.start());
            listeners.add(managementListener(order.configuration()));
            Listener admin = adminListener(order.configuration());
            listeners.add(admin);
            gateway.administration().answersAt(admin.address());
            state.serving(gateway.storages());
            new StartReport(order.out()).print(order.configuration(), listeners);
            order.signals().await();
            state.draining();
            order.signals().drain(gateway::drain);
            return 0;
        } catch (StartFailure e) {
            if (e.mayPass() && order.signals().await(Duration.ZERO)) {
                return 0;
            }
            order.failed(e);
            return FAILED;
        }
    }

    /** Tries again for as long as the operator allows and another server is to blame; a signal ends that. */
    private Gateway assemble(StartOrder order) throws InterruptedException {
        Duration wait = order.configuration().patience().startupWait();
        long end = System.nanoTime() + wait.toNanos();
        while (true) {
            try {
                return Gateway.assemble(order.configuration(), metrics, buckets, database, desk);
            } catch (StartFailure e) {
                if (!e.mayPass() || System.nanoTime() >= end || order.signals().await(BETWEEN_ATTEMPTS)) {
                    throw e;
                }
                LOG.warn("not started yet, trying again for up to {}: {}", wait, e.getMessage());
            }
        }
    }

    private Listener adminListener(GatewayConfiguration configuration) {
        ManagementSettings.Admin settings = configuration.management().admin();
        int chosen = management.getPort(); // -1 unless Quarkus was told to choose one
        int port = chosen > 0 ? chosen : settings.port();
        return new Listener("admin", "filegate.admin.port", new InetSocketAddress(settings.host(), port));
    }

    private Listener managementListener(GatewayConfiguration configuration) {
        String host = configuration.management().host();
        int chosen = management.getManagementPort(); // -1 unless Quarkus was told to choose one
        int port = chosen > 0 ? chosen : configuration.management().port();
        return new Listener("management", "filegate.management.port", new InetSocketAddress(host, port));
    }
}
