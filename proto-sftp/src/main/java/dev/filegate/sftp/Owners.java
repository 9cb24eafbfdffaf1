package dev.filegate.sftp;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Numbers for owners and groups, which version 3 wants as numbers and storages know as text. A text that is a number is that number; any
 * other gets one derived from it, so that a name keeps its number from session to session, and is remembered for users-groups-by-id.
 * Remembers {@value #MOST_NAMES} names at most. Confined to one channel.
 */
final class Owners {
    private static final int MOST_NAMES = 4096;
    /** Derived numbers lie where no system gives out users: above 2³⁰, and below 2³¹ because some clients read them signed. */
    private static final int FIRST_DERIVED = 1 << 30;

    private final Map<Long, String> names = new HashMap<>();

    long numberOf(String owner) {
        long number = parse(owner);
        if (number >= 0) {
            return number;
        }
        long derived = (long) FIRST_DERIVED + (owner.hashCode() & (FIRST_DERIVED - 1));
        if (names.size() < MOST_NAMES) {
            names.putIfAbsent(derived, owner);
        }
        return derived;
    }

    /** The name that a number was given out for. */
    Optional<String> nameOf(long number) {
        return Optional.ofNullable(names.get(number));
    }

    /** Whether a number was made here and means nothing to a storage. */
    boolean isDerived(long number) {
        return names.containsKey(number);
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
