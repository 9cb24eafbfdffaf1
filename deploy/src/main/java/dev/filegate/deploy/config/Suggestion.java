package dev.filegate.deploy.config;

import java.util.Collection;
import java.util.Optional;

/** Finds what somebody who mistyped a word may have meant. */
final class Suggestion {
    private Suggestion() {}

    /** The candidate with the fewest differing letters, unless even that is too far off to be meant. */
    static Optional<String> closest(String given, Collection<String> candidates) {
        int best = Math.max(2, given.length() / 4) + 1;
        Optional<String> closest = Optional.empty();
        for (String candidate : candidates) {
            int distance = distance(given, candidate);
            if (distance < best) {
                best = distance;
                closest = Optional.of(candidate);
            }
        }
        return closest;
    }

    /** Levenshtein's: how many letters must be put in, taken out or changed. */
    private static int distance(String from, String to) {
        int[] above = new int[to.length() + 1];
        for (int i = 0; i <= to.length(); i++) {
            above[i] = i;
        }
        for (int row = 1; row <= from.length(); row++) {
            int[] current = new int[to.length() + 1];
            current[0] = row;
            for (int column = 1; column <= to.length(); column++) {
                int change = from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1;
                int besides = Math.min(current[column - 1], above[column]) + 1;
                current[column] = Math.min(besides, above[column - 1] + change);
            }
            above = current;
        }
        return above[to.length()];
    }
}
