package dev.filegate.db;

import java.time.Instant;

/** Moments as milliseconds since 1970, the same in every database. */
final class Times {
    private Times() {}

    static long millis(Instant at) {
        if (at.equals(Instant.MAX)) {
            return Long.MAX_VALUE;
        }
        return at.equals(Instant.MIN) ? Long.MIN_VALUE : at.toEpochMilli();
    }

    static Instant instant(long millis) {
        if (millis == Long.MAX_VALUE) {
            return Instant.MAX;
        }
        return millis == Long.MIN_VALUE ? Instant.MIN : Instant.ofEpochMilli(millis);
    }
}
