package dev.filegate.core.storage.rule;

import dev.filegate.core.account.Limits;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;

/**
 * The day and the month that count now, in UTC. They never go back, so that a clock that does gives nobody a second volume. Not
 * thread-safe.
 */
public final class VolumePeriods {
    private LocalDate day = LocalDate.MIN;

    /** Looks at the clock; true when a new day has begun. */
    public boolean advance(Instant now) {
        LocalDate today = now.atZone(ZoneOffset.UTC).toLocalDate();
        boolean later = today.isAfter(day);
        if (later) {
            day = today;
        }
        return later;
    }

    /** {@code 2026-11-20}. */
    public String day() {
        return day.toString();
    }

    /** {@code 2026-11}. */
    public String month() {
        return YearMonth.from(day).toString();
    }

    /** Whether the account has any limit of volume. */
    public static boolean limited(Limits limits) {
        return limits.volumePerDay() > 0 || limits.volumePerMonth() > 0;
    }
}
