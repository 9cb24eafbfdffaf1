package dev.filegate.clients;

/** How a client reaches the gateway, and who opens the data connections. */
enum Way {
    PASSIVE_IPV4(true, "127.0.0.1"),
    ACTIVE_IPV4(false, "127.0.0.1"),
    PASSIVE_IPV6(true, "::1"),
    ACTIVE_IPV6(false, "::1");

    private final boolean passive;
    private final String host;

    Way(boolean passive, String host) {
        this.passive = passive;
        this.host = host;
    }

    boolean passive() {
        return passive;
    }

    boolean ipv6() {
        return host.contains(":");
    }

    /** The address as an argument of its own. */
    String host() {
        return host;
    }

    /** The address as it stands in a URL. */
    String urlHost() {
        return ipv6() ? "[" + host + "]" : host;
    }
}
