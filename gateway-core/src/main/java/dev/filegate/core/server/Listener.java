package dev.filegate.core.server;

import java.net.InetSocketAddress;

/**
 * A bound port, for the start-up report.
 *
 * @param service what answers there: {@code FTP}, {@code FTPS (implicit)}
 * @param key the configuration key of the port
 */
public record Listener(String service, String key, InetSocketAddress address) {}
