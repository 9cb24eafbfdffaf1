package dev.filegate.clients;

/**
 * How a TFTP client asks for a transfer.
 *
 * @param network over which IP
 * @param text in netascii instead of octet
 * @param options with the options of RFC 2347 that the client is able to ask for, instead of none
 */
record TftpWay(Way network, boolean text, boolean options) {
    static final TftpWay PLAIN = new TftpWay(Way.PASSIVE_IPV4, false, false);

    String mode() {
        return text ? "netascii" : "octet";
    }

    /** The address as an argument of its own. */
    String host() {
        return network.host();
    }

    @Override
    public String toString() {
        return mode() + (options ? " with options" : "") + " at " + host();
    }
}
