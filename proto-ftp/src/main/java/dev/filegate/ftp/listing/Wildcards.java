package dev.filegate.ftp.listing;

import java.util.ArrayList;
import java.util.List;

/**
 * One alternative of a {@link NamePattern}: a list of elements, each matching one character but the star. Only the last star is ever
 * tried again, so there is no pattern that takes exponential time.
 */
final class Wildcards {
    private final List<Element> elements;
    private final boolean beginsWithDot;

    Wildcards(String text) {
        this.elements = parse(text.codePoints().toArray());
        this.beginsWithDot = text.startsWith(".");
    }

    boolean beginsWithDot() {
        return beginsWithDot;
    }

    boolean matches(int[] name) {
        int at = 0;
        int element = 0;
        int star = -1;
        int starAt = 0;
        while (at < name.length) {
            if (element < elements.size() && elements.get(element) instanceof AnyText) {
                star = element++;
                starAt = at;
            } else if (element < elements.size() && elements.get(element).matches(name[at])) {
                element++;
                at++;
            } else if (star >= 0) {
                element = star + 1;
                at = ++starAt;
            } else {
                return false;
            }
        }
        while (element < elements.size() && elements.get(element) instanceof AnyText) {
            element++;
        }
        return element == elements.size();
    }

    private static List<Element> parse(int[] text) {
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < text.length; i++) {
            switch (text[i]) {
                case '*' -> {
                    if (elements.isEmpty() || !(elements.getLast() instanceof AnyText)) {
                        elements.add(new AnyText());
                    }
                }
                case '?' -> elements.add(new AnyOne());
                case '[' -> {
                    int close = closing(text, i);
                    elements.add(close < 0 ? new One('[') : OneOf.parse(text, i + 1, close));
                    i = close < 0 ? i : close;
                }
                case '\\' -> {
                    i = Math.min(i + 1, text.length - 1);
                    elements.add(new One(text[i]));
                }
                default -> elements.add(new One(text[i]));
            }
        }
        return List.copyOf(elements);
    }

    /** Where the set that opens at {@code open} ends, or -1 if it does not; a bracket in first place is a member. */
    private static int closing(int[] text, int open) {
        int first = open + 1;
        if (first < text.length && isNot(text[first])) {
            first++;
        }
        for (int i = first + 1; i < text.length; i++) {
            if (text[i] == ']') {
                return i;
            }
        }
        return -1;
    }

    private static boolean isNot(int c) {
        return c == '!' || c == '^';
    }

    private sealed interface Element {
        boolean matches(int c);
    }

    private record AnyText() implements Element {
        @Override
        public boolean matches(int c) {
            return true;
        }
    }

    private record AnyOne() implements Element {
        @Override
        public boolean matches(int c) {
            return true;
        }
    }

    private record One(int wanted) implements Element {
        @Override
        public boolean matches(int c) {
            return c == wanted;
        }
    }

    /** A set: pairs of first and last member. */
    private record OneOf(boolean inverted, List<Range> ranges) implements Element {
        static OneOf parse(int[] text, int from, int to) {
            boolean inverted = isNot(text[from]);
            List<Range> ranges = new ArrayList<>();
            int i = inverted ? from + 1 : from;
            while (i < to) {
                boolean span = i + 2 < to && text[i + 1] == '-';
                ranges.add(new Range(text[i], span ? text[i + 2] : text[i]));
                i += span ? 3 : 1;
            }
            return new OneOf(inverted, List.copyOf(ranges));
        }

        @Override
        public boolean matches(int c) {
            for (Range range : ranges) {
                if (c >= range.first() && c <= range.last()) {
                    return !inverted;
                }
            }
            return inverted;
        }
    }

    private record Range(int first, int last) {}
}
