package dev.filegate.tftp;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The addresses to listen at. A datagram socket bound to "all addresses" does not tell which one a request came to, and its answers
 * would leave from whichever address the route prefers; clients drop an answer from another address (RFC 1350 section 4), and so do
 * firewalls. So each address of the machine gets a socket of its own.
 */
final class LocalAddresses {
    private LocalAddresses() {}

    /** Whether the host stands for all addresses of the machine, which may change while the server runs. */
    static boolean isWildcard(InetAddress host) {
        return host.isAnyLocalAddress();
    }

    /** {@code 0.0.0.0}: every IPv4 address; {@code ::}: every address; else the one it names. */
    static Set<InetAddress> of(InetAddress host) throws SocketException {
        Set<InetAddress> addresses = new LinkedHashSet<>();
        if (!isWildcard(host)) {
            addresses.add(host);
            return addresses;
        }
        boolean onlyIpv4 = host instanceof Inet4Address;
        NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !onlyIpv4 || address instanceof Inet4Address)
                .forEach(addresses::add);
        return addresses;
    }
}
