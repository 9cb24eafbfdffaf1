package dev.filegate.deploy.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The name of a key in the list of keys, with places for names and indexes: {@code filegate.accounts.<user>.mounts[i].at}.
 *
 * @param parts as in {@link KeyName}; {@code <user>} stands for any name and {@code [i]} for any index
 */
record KeyPattern(List<String> parts) {
    static final String ANY_INDEX = "[i]";

    static KeyPattern parse(String text) {
        List<String> parts = new ArrayList<>();
        for (String part : text.split("\\.", -1)) {
            boolean indexed = part.endsWith(ANY_INDEX);
            parts.add(indexed ? part.substring(0, part.length() - ANY_INDEX.length()) : part);
            if (indexed) {
                parts.add(ANY_INDEX);
            }
        }
        return new KeyPattern(List.copyOf(parts));
    }

    private static boolean isName(String part) {
        return part.startsWith("<");
    }

    private static boolean isOpen(String part) {
        return isName(part) || part.equals(ANY_INDEX);
    }

    /** Whether nothing in it is left open. */
    boolean isFixed() {
        return parts.stream().noneMatch(KeyPattern::isOpen);
    }

    /** The key with its open places filled, in order, by names and indexes. */
    KeyName at(Object... values) {
        List<String> filled = new ArrayList<>();
        int next = 0;
        for (String part : parts) {
            if (isName(part)) {
                filled.add((String) values[next++]);
            } else if (part.equals(ANY_INDEX)) {
                filled.add(KeyName.index((Integer) values[next++]));
            } else {
                filled.add(part);
            }
        }
        return new KeyName(filled);
    }

    boolean matches(KeyName name) {
        return name.parts().size() == parts.size() && isAbove(name);
    }

    /** Whether {@code name} is this key or continues it. */
    boolean isAbove(KeyName name) {
        if (name.parts().size() < parts.size()) {
            return false;
        }
        for (int i = 0; i < parts.size(); i++) {
            if (!fits(parts.get(i), name.parts().get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether {@code name} is a group that this key belongs to. */
    boolean isBelow(KeyName name) {
        int size = name.parts().size();
        return size < parts.size() && new KeyPattern(parts.subList(0, size)).matches(name);
    }

    private static boolean fits(String pattern, String part) {
        if (pattern.equals(ANY_INDEX)) {
            return KeyName.isIndex(part);
        }
        return isName(pattern) ? !KeyName.isIndex(part) : pattern.equals(part);
    }

    /** This key with the names and indexes that {@code name} has in the same places: what somebody who wrote {@code name} may have meant. */
    KeyName like(KeyName name) {
        List<String> filled = new ArrayList<>(parts);
        for (int i = 0; i < filled.size() && i < name.parts().size(); i++) {
            if (isOpen(filled.get(i)) && fits(filled.get(i), name.parts().get(i))) {
                filled.set(i, name.parts().get(i));
            }
        }
        return new KeyName(filled);
    }

    /** The environment variable: capitals, and an underscore for everything that is neither letter nor digit. */
    String variable() {
        return parts.stream()
                .map(part -> part.equals(ANY_INDEX) ? "0" : isName(part) ? part : variable(part))
                .collect(Collectors.joining("_"));
    }

    static String variable(String text) {
        return text.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    /**
     * The names and indexes in an environment variable of this key, as the variable spells them; empty when the variable is not of this key.
     * Beside a name or an index one underscore or two are right: SmallRye turns quotes and brackets into underscores too.
     */
    Optional<List<String>> openPartsOf(String variable) {
        Matcher matcher = Pattern.compile(variablePattern()).matcher(variable);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        List<String> open = new ArrayList<>();
        for (int i = 1; i <= matcher.groupCount(); i++) {
            open.add(matcher.group(i));
        }
        return Optional.of(open);
    }

    private String variablePattern() {
        StringBuilder pattern = new StringBuilder();
        boolean afterOpen = false;
        for (String part : parts) {
            String separator = pattern.isEmpty() ? "" : afterOpen || isOpen(part) ? "__?" : "_";
            pattern.append(separator);
            afterOpen = isOpen(part);
            pattern.append(part.equals(ANY_INDEX) ? "(\\d{1,9})" : isName(part) ? "([A-Z0-9_]+?)" : variable(part));
        }
        return pattern.append(afterOpen ? "_?" : "").toString();
    }

    @Override
    public String toString() {
        return parts.stream()
                .map(part -> part.equals(ANY_INDEX) ? part : "." + part)
                .collect(Collectors.joining())
                .substring(1);
    }
}
