package dev.filegate.ftp.command;

import java.util.ArrayList;
import java.util.List;

/** Several paths in one argument: separated by spaces, those with spaces between double quotes, quotes in those doubled. */
final class QuotedWords {
    private QuotedWords() {}

    /**
     * @param most the last of so many takes all that is left, spaces included, unless it is quoted
     * @throws IllegalArgumentException with words for the client
     */
    static List<String> parse(String argument, int most) {
        List<String> words = new ArrayList<>();
        int at = 0;
        while (at < argument.length()) {
            if (argument.charAt(at) == ' ') {
                at++;
            } else if (argument.charAt(at) == '"') {
                at = quoted(argument, at + 1, words);
            } else {
                int space = words.size() + 1 == most ? -1 : argument.indexOf(' ', at);
                int end = space < 0 ? argument.length() : space;
                words.add(argument.substring(at, end));
                at = end;
            }
        }
        return words;
    }

    private static int quoted(String argument, int start, List<String> words) {
        StringBuilder word = new StringBuilder();
        for (int at = start; at < argument.length(); at++) {
            char c = argument.charAt(at);
            if (c != '"') {
                word.append(c);
            } else if (at + 1 < argument.length() && argument.charAt(at + 1) == '"') {
                word.append('"');
                at++;
            } else {
                words.add(word.toString());
                return at + 1;
            }
        }
        throw new IllegalArgumentException("a quote is not closed");
    }
}
