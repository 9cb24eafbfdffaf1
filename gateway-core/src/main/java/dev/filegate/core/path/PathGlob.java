package dev.filegate.core.path;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A pattern for paths of an account's tree: {@code /in/*.csv}, {@code /in/**}, {@code *.exe}. Immutable and thread-safe.
 *
 * <ul>
 *   <li>{@code *} stands for any characters within one name, {@code ?} for one character, {@code **} as a whole name for any number of
 *       names, none included: {@code /in/**} matches {@code /in} and everything below it.
 *   <li>A pattern without {@code /} is about the last name alone, wherever it lies: {@code *.exe} is the same as {@code /**}{@code /*.exe}.
 *   <li>A backslash takes the meaning from the character after it. Everything else stands for itself, brackets and braces too.
 * </ul>
 *
 * <p>Matching takes time in proportion to the lengths of pattern and path, whatever the pattern: there is no backtracking to abuse.
 */
public final class PathGlob {
    /** The longest pattern, in characters. */
    public static final int LONGEST = 1024;

    private static final String ANY_NAMES = "**";

    private final String text;
    private final List<String> names;

    private PathGlob(String text, List<String> names) {
        this.text = text;
        this.names = List.copyOf(names);
    }

    /**
     * Parses a pattern.
     *
     * @throws IllegalArgumentException with words for the operator: an empty or overlong pattern, {@code .} or {@code ..} as a name, control
     *     characters, a backslash at the end
     */
    public static PathGlob parse(String text) {
        check(!text.isEmpty(), text, "a pattern must not be empty");
        check(text.length() <= LONGEST, text, "a pattern has at most " + LONGEST + " characters");
        check(text.chars().noneMatch(c -> c < 0x20 || c == 0x7F), text, "control characters are not allowed");
        check(!endsInEscape(text), text, "nothing follows the last backslash");
        List<String> names = new ArrayList<>();
        if (text.indexOf('/') < 0) {
            names.add(ANY_NAMES);
        }
        for (String name : text.split("/", -1)) {
            check(!name.equals(".") && !name.equals(".."), text, "\"" + name + "\" matches no file");
            if (!name.isEmpty()
                    && !(name.equals(ANY_NAMES)
                            && !names.isEmpty()
                            && names.getLast().equals(ANY_NAMES))) {
                names.add(name);
            }
        }
        return new PathGlob(text, names);
    }

    private static boolean endsInEscape(String text) {
        int backslashes = 0;
        while (backslashes < text.length() && text.charAt(text.length() - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }

    private static void check(boolean right, String text, String words) {
        if (!right) {
            throw new IllegalArgumentException("\"" + NameCodec.printable(text) + "\": " + words);
        }
    }

    /** Whether the pattern matches the whole path; capitals matter. */
    public boolean matches(VirtualPath path) {
        return matches(path.names(), false);
    }

    /** As {@link #matches(VirtualPath)}, whatever the capitals: for patterns about kinds of files, which nobody may dodge by {@code .EXE}. */
    public boolean matchesInAnyCase(VirtualPath path) {
        return matches(path.names(), true);
    }

    /** The names before the first one with a wildcard: whatever matches lies at or below this path. */
    public VirtualPath fixedPart() {
        VirtualPath fixed = VirtualPath.ROOT;
        for (String name : names) {
            if (name.indexOf('*') >= 0 || name.indexOf('?') >= 0 || name.indexOf('\\') >= 0) {
                break;
            }
            fixed = fixed.child(name);
        }
        return fixed;
    }

    /** Which of the first names of the path the first parts of the pattern can match, part by part: a table instead of recursion. */
    private boolean matches(List<String> path, boolean anyCase) {
        boolean[] reached = new boolean[path.size() + 1];
        reached[0] = true;
        for (String part : names) {
            boolean[] next = new boolean[path.size() + 1];
            if (part.equals(ANY_NAMES)) {
                boolean open = false;
                for (int i = 0; i <= path.size(); i++) {
                    open |= reached[i];
                    next[i] = open;
                }
            } else {
                for (int i = 0; i < path.size(); i++) {
                    next[i + 1] = reached[i] && nameMatches(part, path.get(i), anyCase);
                }
            }
            reached = next;
        }
        return reached[path.size()];
    }

    /**
     * Whether moving a directory from or to this path can change what the pattern matches below it. It cannot when the pattern is about
     * names alone, matches everything below the path, or nothing.
     */
    public boolean discernsBelow(VirtualPath directory) {
        boolean namesAlone = names.size() == 2 && names.getFirst().equals(ANY_NAMES);
        boolean everything = !names.isEmpty() && names.getLast().equals(ANY_NAMES) && matchesInAnyCase(directory);
        return !namesAlone && !everything && canMatchBelow(directory);
    }

    private boolean canMatchBelow(VirtualPath directory) {
        boolean[] at = new boolean[names.size() + 1];
        at[0] = true;
        skipAnyNames(at);
        for (String name : directory.names()) {
            boolean[] next = new boolean[names.size() + 1];
            for (int i = 0; i < names.size(); i++) {
                boolean any = names.get(i).equals(ANY_NAMES);
                next[i] |= at[i] && any;
                next[i + 1] |= at[i] && !any && nameMatches(names.get(i), name, true);
            }
            skipAnyNames(next);
            at = next;
        }
        for (int i = 0; i < names.size(); i++) {
            if (at[i]) {
                return true;
            }
        }
        return false;
    }

    private void skipAnyNames(boolean[] at) {
        for (int i = 0; i < names.size(); i++) {
            at[i + 1] |= at[i] && names.get(i).equals(ANY_NAMES);
        }
    }

    /** One name: on a mismatch the last star takes one character more; earlier stars need not be tried again. */
    private static boolean nameMatches(String part, String name, boolean anyCase) {
        String pattern = anyCase ? part.toLowerCase(Locale.ROOT) : part;
        String given = anyCase ? name.toLowerCase(Locale.ROOT) : name;
        int p = 0;
        int n = 0;
        int star = -1;
        int starred = 0;
        while (n < given.length()) {
            int step = p < pattern.length() ? pattern.codePointAt(p) : -1;
            int c = given.codePointAt(n);
            if (step == '*') {
                star = ++p;
                starred = n;
            } else if (step == '?' || (step == '\\' ? pattern.codePointAt(p + 1) == c : step == c)) {
                p += step == '\\' ? 1 + Character.charCount(c) : Character.charCount(step);
                n += Character.charCount(c);
            } else if (star >= 0) {
                starred += Character.charCount(given.codePointAt(starred));
                n = starred;
                p = star;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PathGlob glob && text.equals(glob.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }
}
