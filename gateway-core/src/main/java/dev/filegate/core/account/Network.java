package dev.filegate.core.account;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * A block of addresses in CIDR notation (RFC 4632, RFC 4291 section 2.3), IPv4 or IPv6. An IPv4-mapped IPv6 address counts as the
 * IPv4 address it holds.
 *
 * @param base the first address, host bits cleared
 * @param prefixLength how many leading bits must be equal
 */
public record Network(InetAddress base, int prefixLength) {

    /**
     * Parses {@code 10.0.0.0/8}, {@code fd00::/8} or a single address. Host names are refused.
     *
     * @throws IllegalArgumentException with words for the operator
     */
    public static Network parse(String text) {
        int slash = text.indexOf('/');
        String host = slash < 0 ? text : text.substring(0, slash);
        if (host.isEmpty()
                || !host.matches("[0-9A-Fa-f:.]+")
                || !(host.contains(":") || host.matches("\\d+\\.\\d+\\.\\d+\\.\\d+"))) {
            throw new IllegalArgumentException("\"" + text + "\" is not an address or a network like 10.0.0.0/8");
        }
        try {
            InetAddress address = InetAddress.getByName(host);
            int bits = address.getAddress().length * 8;
            int length = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1));
            if (length < 0 || length > bits) {
                throw new IllegalArgumentException("\"" + text + "\": the prefix length must be 0 to " + bits);
            }
            return new Network(InetAddress.getByAddress(masked(address.getAddress(), length)), length);
        } catch (UnknownHostException | NumberFormatException e) {
            throw new IllegalArgumentException("\"" + text + "\" is not an address or a network like 10.0.0.0/8", e);
        }
    }

    /** The block of the given size that holds {@code address}; for an IPv4 address at most 32 bits count. */
    public static Network around(InetAddress address, int prefixLength) {
        byte[] bytes = address.getAddress();
        int length = Math.min(prefixLength, bytes.length * 8);
        try {
            return new Network(InetAddress.getByAddress(masked(bytes, length)), length);
        } catch (UnknownHostException e) {
            throw new AssertionError("an address of " + bytes.length + " bytes", e);
        }
    }

    /**
     * What counts as one client: an IPv4 address, or the /64 an IPv6 address lies in, since every IPv6 site can use all addresses of its
     * /64 (RFC 4291 section 2.5.4, RFC 6177).
     */
    public static Network ofClient(InetAddress address) {
        return around(address, address.getAddress().length == 4 ? 32 : 64);
    }

    /** Whether {@code address} lies in this block. Families never match each other. */
    public boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == base.getAddress().length
                && java.util.Arrays.equals(masked(bytes, prefixLength), base.getAddress());
    }

    private static byte[] masked(byte[] address, int length) {
        byte[] masked = address.clone();
        for (int i = 0; i < masked.length; i++) {
            int keep = Math.clamp(length - i * 8L, 0, 8);
            masked[i] = (byte) (masked[i] & (0xFF00 >> keep));
        }
        return masked;
    }

    @Override
    public String toString() {
        return base.getHostAddress() + "/" + prefixLength;
    }
}
