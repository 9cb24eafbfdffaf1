package dev.filegate.sftp.scp;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.NameCodec;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.DirectoryCursor;
import dev.filegate.core.storage.Links;
import dev.filegate.core.storage.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Paths with wildcards as a shell expands them: {@code *}, {@code ?} and {@code [a-z]} within a name, names that begin with a dot only
 * where the pattern does, {@code ~} for the home directory, a backslash in front of what is meant literally.
 */
public final class Wildcards {
    private static final String SPECIAL = "*?[]\\";
    /** More would be a mistake, and each is held until it is sent. */
    private static final int MOST_MATCHES = 100_000;

    private Wildcards() {}

    static boolean isSpecial(char c) {
        return SPECIAL.indexOf(c) >= 0;
    }

    /** The paths a word stands for, in order; a word without a match, or without wildcards, stands for itself. */
    public static List<VirtualPath> expand(Storage storage, String word) {
        String text = word.equals("~") ? "/" : word.startsWith("~/") ? word.substring(1) : word;
        VirtualPath literal = VirtualPath.parse(literal(text));
        if (!hasWildcards(text)) {
            return List.of(literal);
        }
        List<VirtualPath> matches = List.of(VirtualPath.ROOT);
        for (String step : text.split("/", -1)) {
            matches = switch (step) {
                case "", "." -> matches;
                case ".." ->
                    matches.stream().map(VirtualPath::parent).distinct().toList();
                default -> below(storage, matches, step);
            };
        }
        return matches.isEmpty() ? List.of(literal) : matches;
    }

    private static List<VirtualPath> below(Storage storage, List<VirtualPath> directories, String step) {
        List<VirtualPath> matches = new ArrayList<>();
        for (VirtualPath directory : directories) {
            if (hasWildcards(step)) {
                addMatches(storage, directory, pattern(step), step.startsWith("."), matches);
            } else {
                VirtualPath path = directory.child(literal(step));
                if (exists(storage, path)) {
                    matches.add(path);
                }
            }
        }
        return matches;
    }

    private static void addMatches(
            Storage storage, VirtualPath directory, Pattern pattern, boolean hidden, List<VirtualPath> matches) {
        try (DirectoryCursor cursor = storage.list(directory)) {
            while (cursor.advance()) {
                String name = cursor.entry().name();
                if ((hidden || !name.startsWith(".")) && pattern.matcher(name).matches()) {
                    if (matches.size() == MOST_MATCHES) {
                        throw new GatewayException(
                                Failure.UNSUPPORTED, "more than " + MOST_MATCHES + " names match; ask for fewer");
                    }
                    matches.add(directory.child(name));
                }
            }
        } catch (GatewayException e) {
            if (e.failure() != Failure.NOT_A_DIRECTORY && e.failure() != Failure.NOT_FOUND) {
                throw e;
            }
        }
    }

    private static boolean exists(Storage storage, VirtualPath path) {
        try {
            storage.stat(path, Links.KEEP);
            return true;
        } catch (GatewayException e) {
            return false;
        }
    }

    /** The word as text, without the backslashes. */
    public static String literal(String word) {
        StringBuilder text = new StringBuilder(word.length());
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (c == '\\' && i + 1 < word.length()) {
                i++;
                c = word.charAt(i);
            }
            text.append(c);
        }
        return text.toString();
    }

    private static boolean hasWildcards(String word) {
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '*' || c == '?' || c == '[') {
                return true;
            }
        }
        return false;
    }

    private static Pattern pattern(String step) {
        StringBuilder expression = new StringBuilder();
        for (int i = 0; i < step.length(); i++) {
            char c = step.charAt(i);
            switch (c) {
                case '*' -> expression.append(".*");
                case '?' -> expression.append('.');
                case '[' -> {
                    int end = step.indexOf(']', i + 2);
                    if (end < 0) {
                        expression.append("\\[");
                    } else {
                        expression.append(set(step.substring(i + 1, end)));
                        i = end;
                    }
                }
                case '\\' -> {
                    i++;
                    expression.append(Pattern.quote(i < step.length() ? step.substring(i, i + 1) : "\\"));
                }
                default -> expression.append(Pattern.quote(String.valueOf(c)));
            }
        }
        try {
            return Pattern.compile(expression.toString(), Pattern.DOTALL);
        } catch (PatternSyntaxException e) {
            throw new GatewayException(
                    Failure.INVALID_NAME, "\"" + NameCodec.printable(step) + "\" is not a pattern of names", e);
        }
    }

    private static String set(String content) {
        boolean negated = content.startsWith("!") || content.startsWith("^");
        String members = negated ? content.substring(1) : content;
        return (negated ? "[^" : "[")
                + members.replace("\\", "\\\\")
                        .replace("[", "\\[")
                        .replace("&", "\\&")
                        .replace("^", "\\^") + "]";
    }
}
