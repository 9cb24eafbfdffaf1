package dev.filegate.deploy.gateway;

import dev.filegate.core.server.Listener;
import dev.filegate.db.GatewayDatabase;
import dev.filegate.deploy.config.GatewayConfiguration;
import dev.filegate.deploy.observe.GatewayMetrics;
import dev.filegate.deploy.observe.GatewayState;
import dev.filegate.deploy.observe.S3Metrics;
import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.vertx.http.HttpServer;
import jakarta.inject.Singleton;
import java.net.InetSocketAddress;
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

    private final GatewayState state;
    private final GatewayMetrics metrics;
    private final S3Metrics buckets;
    private final HttpServer management;
    private final GatewayDatabase database;

    GatewayApplication(
            GatewayState state,
            GatewayMetrics metrics,
            S3Metrics buckets,
            HttpServer management,
            GatewayDatabase database) {
        this.state = state;
        this.metrics = metrics;
        this.buckets = buckets;
        this.management = management;
        this.database = database;
    }

    @Override
    public int run(String... arguments) throws InterruptedException {
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, failure) -> LOG.error("thread {} ended by an unexpected failure", thread.getName(), failure));
        StartOrder order = StartOrder.current();
        try (Gateway gateway = Gateway.assemble(order.configuration(), metrics, buckets, database)) {
            List<Listener> listeners = new ArrayList<>(gateway.start());
            listeners.add(managementListener(order.configuration()));
            state.serving(gateway.storages());
            new StartReport(order.out()).print(order.configuration(), listeners);
            order.signals().await();
            state.draining();
            order.signals().drain(gateway::drain);
            return 0;
        } catch (StartFailure e) {
            order.failed(e);
            return FAILED;
        }
    }

    private Listener managementListener(GatewayConfiguration configuration) {
        String host = configuration.management().host();
        int chosen = management.getManagementPort(); // -1 unless Quarkus was told to choose one
        int port = chosen > 0 ? chosen : configuration.management().port();
        return new Listener("management", "filegate.management.port", new InetSocketAddress(host, port));
    }
}
