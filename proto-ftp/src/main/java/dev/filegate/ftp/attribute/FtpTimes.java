package dev.filegate.ftp.attribute;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Time values of RFC 3659 section 2.3: {@code YYYYMMDDHHMMSS[.fraction]}, always UTC. */
public final class FtpTimes {
    private static final Pattern TIME_VALUE =
            Pattern.compile("([0-9]{4})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})(?:\\.([0-9]{1,18}))?");
    private static final long FIRST_SECOND = LocalDateTime.of(0, 1, 1, 0, 0).toEpochSecond(ZoneOffset.UTC);
    private static final long LAST_SECOND =
            LocalDateTime.of(9999, 12, 31, 23, 59, 59).toEpochSecond(ZoneOffset.UTC);
    private static final int SECONDS_PER_DAY = 86_400;

    private FtpTimes() {}

    /** The time in whole seconds, which is what clients parse. Years beyond 0 to 9999 are shown as the nearest of them. */
    public static String format(Instant time) {
        long second = shown(time);
        long days = Math.floorDiv(second, SECONDS_PER_DAY);
        int ofDay = Math.floorMod(second, SECONDS_PER_DAY);
        CivilDate date = CivilDate.ofEpochDay(days);
        char[] digits = new char[14];
        put(digits, 0, date.year() / 100);
        put(digits, 2, date.year() % 100);
        put(digits, 4, date.month());
        put(digits, 6, date.day());
        put(digits, 8, ofDay / 3600);
        put(digits, 10, ofDay / 60 % 60);
        put(digits, 12, ofDay % 60);
        return new String(digits);
    }

    /** The second that is shown for a time: itself, within the years 0 to 9999. */
    public static long shown(Instant time) {
        return Math.clamp(time.getEpochSecond(), FIRST_SECOND, LAST_SECOND);
    }

    /**
     * Parses a time value. A leap second (60) counts as the second after it; digits of a fraction beyond nanoseconds are dropped.
     *
     * @throws IllegalArgumentException with words for the client
     */
    public static Instant parse(String text) {
        Matcher value = TIME_VALUE.matcher(text);
        if (!value.matches()) {
            throw new IllegalArgumentException("a time is written YYYYMMDDHHMMSS, in UTC");
        }
        int second = number(value, 6);
        if (second > 60) {
            throw new IllegalArgumentException("seconds go from 00 to 60");
        }
        try {
            return LocalDateTime.of(
                            number(value, 1), number(value, 2), number(value, 3), number(value, 4), number(value, 5))
                    .toInstant(ZoneOffset.UTC)
                    .plusSeconds(second)
                    .plusNanos(nanos(value.group(7)));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("there is no such date or time: " + text, e);
        }
    }

    private static int number(Matcher value, int group) {
        return Integer.parseInt(value.group(group));
    }

    private static long nanos(@org.jspecify.annotations.Nullable String fraction) {
        return fraction == null ? 0 : Long.parseLong((fraction + "000000000").substring(0, 9));
    }

    private static void put(char[] digits, int at, int number) {
        digits[at] = (char) ('0' + number / 10);
        digits[at + 1] = (char) ('0' + number % 10);
    }
}
