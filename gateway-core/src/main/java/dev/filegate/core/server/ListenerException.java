package dev.filegate.core.server;

import java.net.InetSocketAddress;

/** A port that could not be bound. The message names the key, the port and a remedy. */
public final class ListenerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param key the configuration key of the port */
    public ListenerException(String key, InetSocketAddress address, Throwable cause) {
        super(message(key, address, cause), cause);
    }

    private static String message(String key, InetSocketAddress address, Throwable cause) {
        String remedy = address.getPort() > 0 && address.getPort() < 1024
                ? "; ports below 1024 need root or CAP_NET_BIND_SERVICE, and the port must be free"
                : "; free the port, or set " + key + " to another one (0 = any free port)";
        return key + ": cannot listen on " + address.getHostString() + " port " + address.getPort() + ": "
                + String.valueOf(cause.getMessage()) + remedy;
    }
}
