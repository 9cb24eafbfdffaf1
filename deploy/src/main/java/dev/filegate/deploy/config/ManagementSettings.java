package dev.filegate.deploy.config;

/**
 * Where health and metrics are served.
 *
 * @param host address or name to bind
 * @param port 0 for any free port
 * @param admin where the admin API is served
 */
public record ManagementSettings(String host, int port, Admin admin) {
    /**
     * Where the admin API is served.
     *
     * @param host address or name to bind
     * @param port 0 for any free port
     */
    public record Admin(String host, int port) {}
}
