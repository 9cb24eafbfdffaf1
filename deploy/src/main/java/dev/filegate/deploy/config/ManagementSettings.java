package dev.filegate.deploy.config;

/**
 * Where health and metrics are served.
 *
 * @param host address or name to bind
 * @param port 0 for any free port
 */
public record ManagementSettings(String host, int port) {}
