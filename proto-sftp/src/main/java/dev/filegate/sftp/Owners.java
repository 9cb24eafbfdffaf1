package dev.filegate.sftp;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Numbers of owners, or of groups, which version 3 wants as numbers. Where a storage has none, a text that is a number is that number, and
 * any other gets one derived from it, so that a name keeps its number from session to session. Names are remembered for
 * users-groups-by-id, {@value #MOST_NAMES} at most. Confined to one channel.
 */
final class Owners {
    private static final int MOST_NAMES = 4096;
    /** Derived numbers lie where no system gives out users: above 2³⁰, and below 2³¹ because some clients read them signed. */
    private static final int FIRST_DERIVED = 1 << 30;

    private final Map<Long, String> names = new HashMap<>();
    private final Set<Long> derived = new HashSet<>();

    /** @param number the storage's own, or -1 when it has none */
    long numberOf(String name, int number) {
        long parsed = parse(name);
        if (number == -1 && parsed >= 0) {
            return parsed;
        }
        long given = number == -1
                ? (long) FIRST_DERIVED + (name.hashCode() & (FIRST_DERIVED - 1))
                : Integer.toUnsignedLong(number);
        if (names.size() < MOST_NAMES && parsed < 0 && names.putIfAbsent(given, name) == null && number == -1) {
            derived.add(given);
        }
        return given;
    }

    /** The name that a number was given out for. */
    Optional<String> nameOf(long number) {
        return Optional.ofNullable(names.get(number));
    }

    /** Whether a number was made here and means nothing to a storage. */
    boolean isDerived(long number) {
        return derived.contains(number);
    }

    private static long parse(String text) {
        if (text.isEmpty() || text.length() > 10) {
            return -1;
        }
        long number = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number <= 0xFFFF_FFFFL ? number : -1;
    }
}
