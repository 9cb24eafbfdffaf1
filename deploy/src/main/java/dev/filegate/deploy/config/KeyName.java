package dev.filegate.deploy.config;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a key as configured: {@code filegate.accounts."jane.doe".mounts[0].at}. A part that holds a dot, a quote or a bracket is
 * written in quotes, as SmallRye Config does it.
 *
 * @param parts the parts without quotes; an index is a part of its own, {@code [0]}
 */
record KeyName(List<String> parts) {
    private static final Pattern INDEX = Pattern.compile("\\[\\d{1,9}]");
    private static final Pattern PART =
            Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"|(" + INDEX.pattern() + ")|([^.\"\\[\\]]+)");

    KeyName {
        parts = List.copyOf(parts);
    }

    /** Takes a name apart; whatever does not follow the grammar becomes one last part, so that it matches no key and is reported. */
    static KeyName parse(String text) {
        List<String> parts = new ArrayList<>();
        Matcher matcher = PART.matcher(text);
        int at = 0;
        while (at < text.length()) {
            boolean separated = !parts.isEmpty() && text.charAt(at) == '.';
            matcher.region(separated ? at + 1 : at, text.length());
            boolean found = matcher.lookingAt();
            if (!found || !(separated || parts.isEmpty() || matcher.group(2) != null)) {
                parts.add(text.substring(at));
                break;
            }
            parts.add(part(matcher));
            at = matcher.end();
        }
        return new KeyName(parts);
    }

    private static String part(Matcher matcher) {
        String quoted = matcher.group(1);
        return quoted == null ? matcher.group() : quoted.replaceAll("\\\\(.)", "$1");
    }

    KeyName child(String part) {
        List<String> longer = new ArrayList<>(parts);
        longer.add(part);
        return new KeyName(longer);
    }

    static String index(int index) {
        return "[" + index + "]";
    }

    static boolean isIndex(String part) {
        return INDEX.matcher(part).matches();
    }

    /** As it is written in a properties file, quotes included. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (String part : parts) {
            if (isIndex(part)) {
                text.append(part);
                continue;
            }
            if (!text.isEmpty()) {
                text.append('.');
            }
            boolean plain = !part.isEmpty() && part.chars().noneMatch(c -> ".\"[]\\".indexOf(c) >= 0);
            text.append(plain ? part : '"' + part.replaceAll("([\"\\\\])", "\\\\$1") + '"');
        }
        return text.toString();
    }
}
