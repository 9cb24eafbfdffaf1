package dev.filegate.deploy.config;

import dev.filegate.core.account.Network;
import dev.filegate.core.account.Permission;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.server.Protocol;
import dev.filegate.ftp.data.PortRange;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The ways values are written in the configuration. */
final class ValueTypes {
    static final ValueType<String> TEXT = ValueType.of("text", Function.identity());
    static final ValueType<String> NAME = ValueType.of("a name", ValueTypes::plainLine);
    static final ValueType<String> HOST = ValueType.of("an IP address or a host name", ValueTypes::host);
    static final ValueType<Path> PATH = ValueType.of("a path", Path::of);
    static final ValueType<Boolean> FLAG = ValueType.of("`true` or `false`", ValueTypes::flag);
    static final ValueType<Integer> PORT = integer("a port number, 0 to 65535 (0 = any free port)", 0, 65535);
    static final ValueType<PortRange> PORTS =
            ValueType.of("a range like `50000-50999`, or `0` for any free ports", PortRange::parse);
    static final ValueType<Long> SIZE =
            ValueType.of("a number of bytes like `65536`, `64K`, `16M`, `1G` or `2T`", ValueTypes::size);
    static final ValueType<Long> COUNT = ValueType.of("a whole number", ValueTypes::number);
    static final ValueType<Duration> DURATION =
            ValueType.of("a time like `30s`, `5m`, `24h`, `7d` or `PT5M`", ValueTypes::duration);
    static final ValueType<Duration> POSITIVE_DURATION =
            ValueType.of("a time like `30s`, `5m`, `24h`, `7d` or `PT5M`, longer than 0", ValueTypes::positiveDuration);
    static final ValueType<VirtualPath> TREE_PATH =
            ValueType.of("a path inside the storage, like `/partners/acme`", ValueTypes::treePath);
    static final ValueType<List<Network>> NETWORKS = ValueType.listOf(
            "a list of networks like `10.0.0.0/8, 2001:db8::/32`", ValueType.Form.COMMAS, Network::parse);
    static final ValueType<Set<Permission>> PERMISSIONS = permissions();
    static final ValueType<Set<Protocol>> PROTOCOLS = protocols();
    static final ValueType<List<String>> LINES =
            ValueType.listOf("a list of lines", ValueType.Form.LINES, ValueTypes::plainLine);
    static final ValueType<List<String>> ITEMS =
            ValueType.listOf("a list", ValueType.Form.COMMAS, ValueTypes::plainLine);
    static final ValueType<Instant> INSTANT = ValueType.of(
            "a date like `2027-12-31` (valid through that day, UTC) or a time like `2027-12-31T18:00:00Z`",
            ValueTypes::instant);

    private static final Pattern SIZE_SYNTAX = Pattern.compile("(\\d{1,18})\\s*([KMGT]?)(?:i?B)?");
    private static final Pattern DURATION_SYNTAX = Pattern.compile("(\\d{1,12})\\s*(ms|s|m|h|d)");
    private static final Duration LONGEST = Duration.ofDays(3660);

    private ValueTypes() {}

    /** A whole number between bounds. */
    static ValueType<Integer> integer(String description, int lowest, int highest) {
        return ValueType.of(description, text -> {
            long number = text.matches("-?\\d{1,10}") ? Long.parseLong(text) : Long.MIN_VALUE;
            if (number < lowest || number > highest) {
                throw new IllegalArgumentException("is not a whole number from " + lowest + " to " + highest);
            }
            return (int) number;
        });
    }

    /** A number of things; 0 for no bound when {@code lowest} is 0. */
    static ValueType<Integer> count(int lowest) {
        return integer("a whole number" + (lowest == 0 ? "" : " from " + lowest), lowest, Integer.MAX_VALUE);
    }

    /** One of the constants, written in small letters with hyphens. */
    static <E extends Enum<E>> ValueType<E> oneOf(Class<E> type) {
        E[] constants = type.getEnumConstants();
        String words = words(Arrays.stream(constants).map(ValueTypes::word).toList());
        return ValueType.of("one of " + words, text -> constant(constants, text));
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String words(List<String> words) {
        return words.stream().map(word -> '`' + word + '`').collect(Collectors.joining(", "));
    }

    private static <E extends Enum<E>> E constant(E[] constants, String text) {
        for (E constant : constants) {
            if (word(constant).equalsIgnoreCase(text)) {
                return constant;
            }
        }
        throw new IllegalArgumentException("is not known");
    }

    private static ValueType<Set<Permission>> permissions() {
        List<String> words =
                Arrays.stream(Permission.values()).map(Permission::word).toList();
        return ValueType.setOf(
                "`all`, `none` or a list of " + words(words),
                ValueType.Form.WORDS,
                texts -> switch (texts.size() == 1 ? texts.getFirst() : "") {
                    case "all" -> EnumSet.allOf(Permission.class);
                    case "none" -> EnumSet.noneOf(Permission.class);
                    default -> constants(Permission.class, texts);
                });
    }

    private static ValueType<Set<Protocol>> protocols() {
        List<String> words =
                Arrays.stream(Protocol.values()).map(Protocol::word).toList();
        return ValueType.setOf(
                "`all` or a list of " + words(words),
                ValueType.Form.WORDS,
                texts -> texts.equals(List.of("all"))
                        ? EnumSet.allOf(Protocol.class)
                        : constants(Protocol.class, texts));
    }

    private static <E extends Enum<E>> Set<E> constants(Class<E> type, List<String> words) {
        Set<E> found = EnumSet.noneOf(type);
        for (String word : words) {
            try {
                found.add(constant(type.getEnumConstants(), word));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("names \"" + word + "\", which is not known", e);
            }
        }
        return found;
    }

    private static String plainLine(String text) {
        if (text.isBlank() || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("is blank or holds control characters");
        }
        return text;
    }

    private static String host(String text) {
        if (!text.matches("[A-Za-z0-9._:%-]+")) {
            throw new IllegalArgumentException("is neither an address nor a host name");
        }
        return text;
    }

    private static boolean flag(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on" -> true;
            case "false", "no", "off" -> false;
            default -> throw new IllegalArgumentException("is neither true nor false");
        };
    }

    private static long number(String text) {
        if (!text.matches("\\d{1,18}")) {
            throw new IllegalArgumentException("is not a whole number from 0");
        }
        return Long.parseLong(text);
    }

    static long size(String text) {
        Matcher matcher = SIZE_SYNTAX.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("is not a size");
        }
        int shift = switch (matcher.group(2)) {
            case "K" -> 10;
            case "M" -> 20;
            case "G" -> 30;
            case "T" -> 40;
            default -> 0;
        };
        long number = Long.parseLong(matcher.group(1));
        if (number > Long.MAX_VALUE >> shift) {
            throw new IllegalArgumentException("is too large");
        }
        return number << shift;
    }

    private static Duration duration(String text) {
        Duration duration;
        Matcher matcher = DURATION_SYNTAX.matcher(text.strip());
        if (matcher.matches()) {
            long number = Long.parseLong(matcher.group(1));
            duration = switch (matcher.group(2)) {
                case "ms" -> Duration.ofMillis(number);
                case "s" -> Duration.ofSeconds(number);
                case "m" -> Duration.ofMinutes(number);
                case "h" -> Duration.ofHours(number);
                default -> Duration.ofDays(number);
            };
        } else {
            try {
                duration = Duration.parse(text.strip());
            } catch (DateTimeException e) {
                throw new IllegalArgumentException("is not a time with its unit", e);
            }
        }
        if (duration.isNegative() || duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("is not between 0 and " + LONGEST.toDays() + " days");
        }
        return duration;
    }

    private static Duration positiveDuration(String text) {
        Duration duration = duration(text);
        if (duration.isZero()) {
            throw new IllegalArgumentException("is no time at all");
        }
        return duration;
    }

    private static VirtualPath treePath(String text) {
        try {
            return VirtualPath.parse(text);
        } catch (GatewayException e) {
            throw new IllegalArgumentException("is not a path: " + e.detail(), e);
        }
    }

    private static Instant instant(String text) {
        try {
            if (text.length() == "2027-12-31".length()) {
                return LocalDate.parse(text)
                        .plusDays(1)
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant();
            }
            boolean zoned = text.matches(".*(Z|[+-]\\d\\d:?\\d\\d)");
            return zoned
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("is not a date or time", e);
        }
    }
}
