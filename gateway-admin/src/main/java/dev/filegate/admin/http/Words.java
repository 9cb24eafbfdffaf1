package dev.filegate.admin.http;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Understands what stands in parameters and bodies. */
public final class Words {
    private static final Pattern AGO = Pattern.compile("([0-9]{1,6})([smhdw])");

    private Words() {}

    /** Runs {@code parse}, and answers what it throws as a problem with {@code field}. */
    public static <T> T parse(String field, String text, Function<String, T> parse) {
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid(field, String.valueOf(e.getMessage()));
        }
    }

    /**
     * A constant of an enumeration, by its word: small letters, {@code _} or {@code -} between them.
     *
     * @throws IllegalArgumentException that lists the words there are
     */
    public static <E extends Enum<E>> E constant(Class<E> type, String text) {
        String name = text.toUpperCase(Locale.ROOT).replace('-', '_');
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("is one of "
                        + Arrays.stream(type.getEnumConstants()).map(Words::of).collect(Collectors.joining(", "))
                        + ", not \"" + text + "\""));
    }

    /** The word of a constant: {@code public_key}. */
    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /**
     * A moment: {@code 2026-11-20T10:00:00Z}, with an offset, a date alone for its first moment in UTC, or how long ago it was: {@code 90s},
     * {@code 15m}, {@code 24h}, {@code 7d}, {@code 2w}.
     */
    public static Instant instant(String text) {
        Matcher ago = AGO.matcher(text);
        try {
            if (ago.matches()) {
                return Instant.now().minus(duration(Long.parseLong(ago.group(1)), ago.group(2)));
            }
            return text.indexOf('T') < 0
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "is a time like 2026-11-20T10:00:00Z, a date, or how long ago: 24h, 7d; not \"" + text + "\"", e);
        }
    }

    /** A moment, as {@link #instant}, but {@code 30d} is in thirty days. */
    public static Instant fromNow(String text) {
        Matcher from = AGO.matcher(text);
        return from.matches()
                ? Instant.now().plus(duration(Long.parseLong(from.group(1)), from.group(2)))
                : instant(text);
    }

    /** As {@link #fromNow}, and it must not be in the past. */
    public static Instant future(String text) {
        Instant moment = fromNow(text);
        if (!moment.isAfter(Instant.now())) {
            throw new IllegalArgumentException("is in the past");
        }
        return moment;
    }

    private static Duration duration(long count, String unit) {
        return switch (unit) {
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            case "d" -> Duration.ofDays(count);
            default -> Duration.ofDays(7 * count);
        };
    }
}
