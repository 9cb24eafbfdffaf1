package dev.filegate.core.auth;

import dev.filegate.core.account.Network;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A pattern list for addresses as OpenSSH's {@code from=} has it (ssh_config PATTERNS): comma-separated networks in CIDR notation or
 * patterns with {@code *} and {@code ?}, {@code !} in front to exclude. Names of hosts are never looked up, so they never match.
 */
public final class AddressPatterns {
    private final List<String> patterns;

    private AddressPatterns(List<String> patterns) {
        this.patterns = patterns;
    }

    public static AddressPatterns parse(String list) {
        return new AddressPatterns(
                Arrays.stream(list.split(",", -1)).map(String::strip).toList());
    }

    /** Whether some pattern matches and none excludes. */
    public boolean match(InetAddress address) {
        boolean matched = false;
        for (String pattern : patterns) {
            boolean excludes = pattern.startsWith("!");
            if (matches(excludes ? pattern.substring(1) : pattern, address)) {
                if (excludes) {
                    return false;
                }
                matched = true;
            }
        }
        return matched;
    }

    private static boolean matches(String pattern, InetAddress address) {
        if (pattern.isEmpty()) {
            return false;
        }
        if (pattern.indexOf('*') < 0 && pattern.indexOf('?') < 0) {
            try {
                return Network.parse(pattern).contains(address);
            } catch (IllegalArgumentException _) {
                return false; // the name of a host
            }
        }
        StringBuilder expression = new StringBuilder();
        for (char c : pattern.toLowerCase(Locale.ROOT).toCharArray()) {
            expression.append(
                    switch (c) {
                        case '*' -> ".*";
                        case '?' -> ".";
                        default -> Pattern.quote(String.valueOf(c));
                    });
        }
        return address.getHostAddress().toLowerCase(Locale.ROOT).matches(expression.toString());
    }
}
