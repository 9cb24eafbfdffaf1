package dev.filegate.ftp.listing;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import java.util.ArrayList;
import java.util.List;

/**
 * A pattern for one name: {@code *}, {@code ?}, {@code [a-z]}, {@code [!a]} or {@code [^a]}, {@code {a,b}}, and {@code \} before a
 * character that means itself. Braces are multiplied out first, into {@value #MAX_ALTERNATIVES} alternatives at most; each is then
 * matched in time proportional to pattern times name, whatever the pattern.
 */
final class NamePattern {
    private static final int MAX_ALTERNATIVES = 64;

    private final List<Wildcards> alternatives;
    private final boolean hidden;

    private NamePattern(List<Wildcards> alternatives, boolean hidden) {
        this.alternatives = alternatives;
        this.hidden = hidden;
    }

    /** Whether the text is more than a name. */
    static boolean isPattern(String text) {
        for (int i = 0; i < text.length(); i++) {
            if ("*?[{".indexOf(text.charAt(i)) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** @throws GatewayException INVALID_NAME when the braces have too many alternatives */
    static NamePattern compile(String text) {
        List<String> expanded = new ArrayList<>();
        expand("", text, expanded);
        return new NamePattern(
                expanded.stream().map(Wildcards::new).toList(),
                expanded.stream().anyMatch(alternative -> alternative.startsWith(".")));
    }

    /** Whether a name fits; a name that begins with a dot fits only when the pattern does, or when all are wanted. */
    boolean matches(String name, boolean all) {
        if (name.startsWith(".") && !all && !hidden) {
            return false;
        }
        int[] codePoints = name.codePoints().toArray();
        for (Wildcards alternative : alternatives) {
            boolean mayBeHidden = all || !name.startsWith(".") || alternative.beginsWithDot();
            if (mayBeHidden && alternative.matches(codePoints)) {
                return true;
            }
        }
        return false;
    }

    private static void expand(String before, String rest, List<String> into) {
        int open = unescaped(rest, '{', 0);
        int close = open < 0 ? -1 : closing(rest, open);
        if (close < 0) {
            if (into.size() == MAX_ALTERNATIVES) {
                throw new GatewayException(
                        Failure.INVALID_NAME, "a pattern has at most " + MAX_ALTERNATIVES + " alternatives");
            }
            into.add(before + rest);
            return;
        }
        for (String choice : choices(rest.substring(open + 1, close))) {
            expand(before + rest.substring(0, open), choice + rest.substring(close + 1), into);
        }
    }

    private static int unescaped(String text, char wanted, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == wanted) {
                return i;
            }
        }
        return -1;
    }

    /** The brace that closes the one at {@code open}, or -1: then it means itself. */
    private static int closing(String text, int open) {
        int depth = 0;
        for (int i = open; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '\\' -> i++;
                case '{' -> depth++;
                case '}' -> {
                    depth--;
                    if (depth == 0) {
                        return i;
                    }
                }
                default -> {}
            }
        }
        return -1;
    }

    private static List<String> choices(String inside) {
        List<String> choices = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < inside.length(); i++) {
            switch (inside.charAt(i)) {
                case '\\' -> i++;
                case '{' -> depth++;
                case '}' -> depth--;
                case ',' -> {
                    if (depth == 0) {
                        choices.add(inside.substring(start, i));
                        start = i + 1;
                    }
                }
                default -> {}
            }
        }
        choices.add(inside.substring(start));
        return choices;
    }
}
