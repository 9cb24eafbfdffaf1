package dev.filegate.clients;

/** How a client reaches the gateway with TLS, in which version, and who opens the data connections. */
enum SecureWay {
    EXPLICIT_TLS12_PASSIVE(false, "1.2", Way.PASSIVE_IPV4),
    EXPLICIT_TLS13_PASSIVE(false, "1.3", Way.PASSIVE_IPV4),
    IMPLICIT_TLS12_PASSIVE(true, "1.2", Way.PASSIVE_IPV4),
    IMPLICIT_TLS13_PASSIVE(true, "1.3", Way.PASSIVE_IPV6),
    EXPLICIT_TLS12_ACTIVE(false, "1.2", Way.ACTIVE_IPV4),
    EXPLICIT_TLS13_ACTIVE(false, "1.3", Way.ACTIVE_IPV6),
    IMPLICIT_TLS12_ACTIVE(true, "1.2", Way.ACTIVE_IPV4),
    IMPLICIT_TLS13_ACTIVE(true, "1.3", Way.ACTIVE_IPV4);

    private final boolean implicit;
    private final String version;
    private final Way way;

    SecureWay(boolean implicit, String version, Way way) {
        this.implicit = implicit;
        this.version = version;
        this.way = way;
    }

    /** Whether TLS begins with the connection; otherwise the client asks for it by AUTH. */
    boolean implicit() {
        return implicit;
    }

    /** Of TLS, such as {@code 1.3}. */
    String version() {
        return version;
    }

    boolean passive() {
        return way.passive();
    }

    Way way() {
        return way;
    }

    int port(Visit visit) {
        return implicit ? visit.implicitPort() : visit.port();
    }
}
