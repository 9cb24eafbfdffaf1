package dev.filegate.core.account;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Hours of some days of the week in which an account may log in: {@code mon-fri 08:00-18:00 Europe/Berlin}.
 *
 * @param days the days it begins on
 * @param from first minute
 * @param to first moment after it; when it is not after {@code from} the window ends on the next day, so {@code 22:00-06:00} is a night
 * @param zone whose clock is meant
 */
public record TimeWindow(Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone) {
    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
    private static final String EXAMPLE = "\" is not a time window like \"mon-fri 08:00-18:00 Europe/Berlin\"";

    public TimeWindow {
        days = Set.copyOf(days);
        if (days.isEmpty()) {
            throw new IllegalArgumentException("a time window needs a day");
        }
    }

    /**
     * Parses {@code DAYS FROM-TO [ZONE]}: days as {@code daily}, or {@code mon}, {@code mon-fri}, {@code sat,sun}; times as {@code HH:MM}, the
     * end also as {@code 24:00}; the zone is UTC when not given.
     *
     * @throws IllegalArgumentException with words for the operator
     */
    public static TimeWindow parse(String text) {
        String[] parts = text.strip().split("\\s+", -1);
        if (parts.length < 2 || parts.length > 3) {
            throw new IllegalArgumentException("\"" + text + EXAMPLE);
        }
        String[] times = parts[1].split("-", -1);
        if (times.length != 2) {
            throw new IllegalArgumentException("\"" + text + EXAMPLE);
        }
        try {
            return new TimeWindow(
                    days(parts[0]),
                    LocalTime.parse(times[0], MINUTES),
                    times[1].equals("24:00") ? LocalTime.MIDNIGHT : LocalTime.parse(times[1], MINUTES),
                    parts.length == 3 ? ZoneId.of(parts[2]) : ZoneOffset.UTC);
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new IllegalArgumentException("\"" + text + EXAMPLE + ": " + e.getMessage(), e);
        }
    }

    private static Set<DayOfWeek> days(String text) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (String part : text.toLowerCase(Locale.ROOT).split(",", -1)) {
            String[] ends = part.split("-", -1);
            if (part.equals("daily")) {
                days.addAll(EnumSet.allOf(DayOfWeek.class));
            } else if (ends.length > 2) {
                throw new IllegalArgumentException("\"" + part + "\" is neither a day nor a range of days");
            } else {
                addRange(days, day(ends[0]), day(ends[ends.length - 1]));
            }
        }
        return days;
    }

    private static void addRange(Set<DayOfWeek> days, DayOfWeek first, DayOfWeek last) {
        DayOfWeek day = first;
        days.add(day);
        while (day != last) {
            day = day.plus(1);
            days.add(day);
        }
    }

    private static DayOfWeek day(String text) {
        int index = DAYS.indexOf(text);
        if (index < 0) {
            throw new IllegalArgumentException("\"" + text + "\" is none of " + String.join(", ", DAYS));
        }
        return DayOfWeek.of(index + 1);
    }

    /** Whether {@code now} lies in it. */
    public boolean contains(Instant now) {
        ZonedDateTime local = now.atZone(zone);
        LocalTime time = local.toLocalTime();
        boolean today = days.contains(local.getDayOfWeek());
        if (from.isBefore(to)) {
            return today && !time.isBefore(from) && time.isBefore(to);
        }
        boolean yesterday = days.contains(local.getDayOfWeek().minus(1));
        return (today && !time.isBefore(from)) || (yesterday && time.isBefore(to));
    }

    /** In the form that {@link #parse} reads. */
    @Override
    public String toString() {
        String shown = days.size() == DAYS.size()
                ? "daily"
                : Arrays.stream(DayOfWeek.values())
                        .filter(days::contains)
                        .map(day -> DAYS.get(day.getValue() - 1))
                        .collect(Collectors.joining(","));
        String end = to.equals(LocalTime.MIDNIGHT) ? "24:00" : MINUTES.format(to);
        return shown + " " + MINUTES.format(from) + "-" + end + " " + zone;
    }
}
