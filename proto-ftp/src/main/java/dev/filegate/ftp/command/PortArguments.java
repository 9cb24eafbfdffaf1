package dev.filegate.ftp.command;

import dev.filegate.core.account.Network;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** What follows PORT (RFC 959 section 4.1.2) and EPRT (RFC 2428 section 2). Never looks a name up. */
final class PortArguments {
    private static final String NO_ADDRESS = "EPRT needs a numeric address of the protocol it names";

    private PortArguments() {}

    /** What EPRT named. */
    sealed interface Extended {
        record Known(InetSocketAddress target) implements Extended {}

        record UnknownProtocol() implements Extended {}
    }

    /**
     * {@code h1,h2,h3,h4,p1,p2}.
     *
     * @throws IllegalArgumentException with words for the client
     */
    static InetSocketAddress parsePort(String argument) {
        String[] parts = argument.split(",", -1);
        if (parts.length != 6) {
            throw new IllegalArgumentException("PORT needs h1,h2,h3,h4,p1,p2");
        }
        byte[] numbers = new byte[6];
        for (int i = 0; i < 6; i++) {
            numbers[i] = (byte) octet(parts[i]);
        }
        byte[] host = {numbers[0], numbers[1], numbers[2], numbers[3]};
        int port = ((numbers[4] & 0xFF) << 8) | (numbers[5] & 0xFF);
        try {
            return new InetSocketAddress(InetAddress.getByAddress(host), nonZero(port));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("PORT needs an IPv4 address", e);
        }
    }

    private static int octet(String text) {
        if (!text.strip().matches("[0-9]{1,3}") || Integer.parseInt(text.strip()) > 255) {
            throw new IllegalArgumentException("PORT needs six numbers from 0 to 255");
        }
        return Integer.parseInt(text.strip());
    }

    private static int nonZero(int port) {
        if (port == 0) {
            throw new IllegalArgumentException("port 0 cannot be connected to");
        }
        return port;
    }

    /**
     * {@code |protocol|address|port|} with any printable character for the bar.
     *
     * @throws IllegalArgumentException with words for the client
     */
    static Extended parseExtended(String argument) {
        char bar = argument.charAt(0);
        String[] parts = argument.split(java.util.regex.Pattern.quote(String.valueOf(bar)), -1);
        if (bar < 33 || bar > 126 || parts.length != 5 || !parts[4].isEmpty()) {
            throw new IllegalArgumentException("EPRT needs |protocol|address|port|");
        }
        if (!parts[1].matches("[0-9]{1,5}") || !parts[3].matches("[0-9]{1,5}")) {
            throw new IllegalArgumentException("EPRT needs numbers for protocol and port");
        }
        int port = nonZero(Integer.parseInt(parts[3]));
        if (port > 65535) {
            throw new IllegalArgumentException("ports go up to 65535");
        }
        return switch (parts[1]) {
            case "1" -> new Extended.Known(new InetSocketAddress(address(parts[2], true), port));
            case "2" -> new Extended.Known(new InetSocketAddress(address(parts[2], false), port));
            default -> new Extended.UnknownProtocol();
        };
    }

    private static InetAddress address(String text, boolean ipv4) {
        try {
            // A network of one address: parsed without ever asking a name service.
            InetAddress address =
                    text.contains("/") ? null : Network.parse(text).base();
            if (address != null && address instanceof Inet4Address == ipv4) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(NO_ADDRESS, e);
        }
        throw new IllegalArgumentException(NO_ADDRESS);
    }
}
