package dev.filegate.deploy.config;

import java.nio.file.Path;
import java.time.Duration;

/** Keys of the process as a whole: its state, its management port, how it stops. */
final class ProcessKeys {
    final KeyGroup group =
            new KeyGroup("Process", "Relative paths are relative to the directory the gateway is started in.");

    final Key<Path> home = group.add(Key.of("filegate.home", ValueTypes.PATH)
            .byDefault("./filegate-data")
            .means("Where the gateway keeps its own state; created with mode 0700."));
    final Key<Duration> grace = group.add(Key.of("filegate.shutdown.grace", ValueTypes.DURATION)
            .byDefault("30s")
            .means("How long running transfers may go on after SIGTERM before they are closed as aborted."));
    final Key<Duration> startupWait = group.add(
            Key.of("filegate.startup.wait", ValueTypes.DURATION)
                    .byDefault("0s")
                    .means(
                            "How long the start waits, trying again and again, for a database server or a bucket that cannot be reached."));
    final Key<String> managementHost = group.add(
            Key.of("filegate.management.host", ValueTypes.HOST)
                    .byDefault("127.0.0.1")
                    .means(
                            "Address of the management port; a container that is probed and scraped from outside needs `0.0.0.0`."));
    final Key<Integer> managementPort = group.add(
            Key.of("filegate.management.port", ValueTypes.PORT)
                    .byDefault("9000")
                    .means(
                            "Health (`/q/health/live`, `/q/health/ready`) and Prometheus metrics (`/q/metrics`), without a login."));
    final Key<String> adminHost = group.add(
            Key.of("filegate.admin.host", ValueTypes.HOST)
                    .byDefault("127.0.0.1")
                    .means(
                            "Address of the admin API, which is served over HTTP without encryption: what lies between it and its clients must be trusted."));
    final Key<Integer> adminPort = group.add(Key.of("filegate.admin.port", ValueTypes.PORT)
            .byDefault("8080")
            .means("Port of the admin API; docs/admin.md."));

    /** Reads the addresses of the management port and of the admin API. */
    ManagementSettings readManagement(Values values) {
        return new ManagementSettings(
                values.host(managementHost),
                values.get(managementPort),
                new ManagementSettings.Admin(values.host(adminHost), values.get(adminPort)));
    }
}
