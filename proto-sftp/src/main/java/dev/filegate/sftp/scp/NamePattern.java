package dev.filegate.sftp.scp;

import java.util.ArrayList;
import java.util.List;

/**
 * One step of a path with wildcards: {@code *}, {@code ?}, {@code [a-z]}, {@code [!a-z]}, and a backslash in front of what is meant
 * literally. Matching takes time in proportion to pattern times name at most, whatever a client thinks up. Immutable.
 */
final class NamePattern {
    private final List<Element> elements;
    private final boolean hidden;

    private NamePattern(List<Element> elements, boolean hidden) {
        this.elements = List.copyOf(elements);
        this.hidden = hidden;
    }

    /** What stands at one place of a pattern. */
    private sealed interface Element {
        /** Any number of any characters. */
        record Star() implements Element {}

        /** Any one character. */
        record Any() implements Element {}

        record Literal(int character) implements Element {}

        /** One character of the ranges, or of all others. */
        record Set(List<Range> ranges, boolean negated) implements Element {}
    }

    /** Characters from the first to the last, both included. */
    private record Range(int first, int last) {}

    static NamePattern parse(String step) {
        int[] text = step.codePoints().toArray();
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < text.length; i++) {
            switch (text[i]) {
                case '*' -> elements.add(new Element.Star());
                case '?' -> elements.add(new Element.Any());
                case '[' -> {
                    int end = endOfSet(text, i);
                    elements.add(end < 0 ? new Element.Literal('[') : set(text, i + 1, end));
                    i = Math.max(i, end);
                }
                case '\\' -> {
                    i++;
                    elements.add(new Element.Literal(i < text.length ? text[i] : '\\'));
                }
                default -> elements.add(new Element.Literal(text[i]));
            }
        }
        return new NamePattern(elements, step.startsWith(".") || step.startsWith("\\."));
    }

    /** Where the bracket is closed; one right at the beginning is a member. -1 when it is not. */
    private static int endOfSet(int[] text, int start) {
        int first = start + 1 < text.length && isNegation(text[start + 1]) ? start + 2 : start + 1;
        for (int i = first; i < text.length; i++) {
            if (text[i] == '\\') {
                i++;
            } else if (text[i] == ']' && i > first) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isNegation(int character) {
        return character == '!' || character == '^';
    }

    private static Element set(int[] text, int start, int end) {
        boolean negated = isNegation(text[start]);
        List<Range> ranges = new ArrayList<>();
        int at = negated ? start + 1 : start;
        while (at < end) {
            at += text[at] == '\\' ? 1 : 0;
            int first = text[at++];
            int last = first;
            if (at + 1 < end && text[at] == '-') {
                at += text[at + 1] == '\\' ? 2 : 1;
                last = text[at++];
            }
            ranges.add(new Range(first, last));
        }
        return new Element.Set(ranges, negated);
    }

    /** Whether the whole name fits. Names that begin with a dot fit only a pattern that does. */
    boolean matches(String name) {
        return (hidden || !name.startsWith(".")) && fits(name.codePoints().toArray());
    }

    /** When something does not fit, the last star takes one character more; earlier stars need no second chance. */
    private boolean fits(int[] name) {
        int at = 0;
        int element = 0;
        int star = -1;
        int resume = 0;
        while (at < name.length) {
            if (element < elements.size() && elements.get(element) instanceof Element.Star) {
                star = element++;
                resume = at;
            } else if (element < elements.size() && fits(elements.get(element), name[at])) {
                element++;
                at++;
            } else if (star >= 0) {
                element = star + 1;
                at = ++resume;
            } else {
                return false;
            }
        }
        while (element < elements.size() && elements.get(element) instanceof Element.Star) {
            element++;
        }
        return element == elements.size();
    }

    private static boolean fits(Element element, int character) {
        return switch (element) {
            case Element.Star _, Element.Any _ -> true;
            case Element.Literal(int literal) -> literal == character;
            case Element.Set(List<Range> ranges, boolean negated) ->
                ranges.stream().anyMatch(range -> range.first() <= character && character <= range.last()) != negated;
        };
    }
}
