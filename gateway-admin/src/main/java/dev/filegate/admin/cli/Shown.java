package dev.filegate.admin.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** How values look to people. */
final class Shown {
    private static final String[] UNITS = {"B", "K", "M", "G", "T", "P", "E"};

    private Shown() {}

    /** Text without anything that a terminal would obey. */
    static String safe(String text) {
        if (text.chars().noneMatch(Character::isISOControl)) {
            return text;
        }
        StringBuilder safe = new StringBuilder();
        text.chars().forEach(c -> {
            if (Character.isISOControl(c)) {
                safe.append(String.format(Locale.ROOT, "\\x%02x", c));
            } else {
                safe.append((char) c);
            }
        });
        return safe.toString();
    }

    /** A number of bytes: {@code 1.5M}. */
    static String bytes(JsonNode value) {
        if (!value.isNumber()) {
            return "-";
        }
        double size = value.doubleValue();
        int unit = 0;
        while (size >= 1024 && unit < UNITS.length - 1) {
            size /= 1024;
            unit++;
        }
        return unit == 0
                ? value.asText() + UNITS[0]
                : String.format(Locale.ROOT, size < 10 ? "%.1f%s" : "%.0f%s", size, UNITS[unit]);
    }

    static String percent(JsonNode value) {
        return value.isNumber() ? Math.round(value.doubleValue() * 100) + "%" : "-";
    }

    /** A moment without fractions of a second. */
    static String time(JsonNode value) {
        return Table.text(value).replaceFirst("\\.\\d+Z$", "Z");
    }
}
