package dev.filegate.sftp.scp;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.DirectoryCursor;
import dev.filegate.core.storage.Links;
import dev.filegate.core.storage.Storage;
import java.util.ArrayList;
import java.util.List;

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
                addMatches(storage, directory, NamePattern.parse(step), matches);
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
            Storage storage, VirtualPath directory, NamePattern pattern, List<VirtualPath> matches) {
        try (DirectoryCursor cursor = storage.list(directory)) {
            while (cursor.advance()) {
                String name = cursor.entry().name();
                if (pattern.matches(name)) {
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
}
