package dev.filegate.ftp.listing;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What follows LIST, NLST or STAT as clients send it: options of {@code ls}, combined or one by one ({@code -la}, {@code -a -l}), an
 * end of options ({@code --}), and a path or pattern that may hold spaces. Nothing is quoted. Options nobody knows are ignored, as by
 * vsftpd and ProFTPD.
 *
 * <p>A name that begins with {@code -} is taken as one if it exists and is not made of known options alone: a file called {@code -la}
 * must not change what {@code LIST -la} means for everybody else. Such a file is reached by {@code ./-la} or {@code -- -la}.
 *
 * @param options the known options among those sent
 * @param path the path or pattern as typed; empty for the current directory
 */
record ListArguments(Set<Option> options, String path) {

    /** The options that change something. {@code -1} and {@code -h} are known too, but change nothing. */
    enum Option {
        /** Hidden names, {@code .} and {@code ..} too. */
        ALL('a'),
        /** Hidden names, but not {@code .} and {@code ..}. */
        ALMOST_ALL('A'),
        LONG('l'),
        RECURSIVE('R'),
        BY_TIME('t'),
        BY_SIZE('S'),
        REVERSED('r'),
        /** A directory itself instead of what is in it. */
        DIRECTORY('d'),
        CLASSIFIED('F'),
        /** What links point to. */
        FOLLOWED('L');

        private final char letter;

        Option(char letter) {
            this.letter = letter;
        }
    }

    private static final String WITHOUT_EFFECT = "1hgnoipqCx";

    boolean has(Option option) {
        return options.contains(option);
    }

    boolean showsHidden() {
        return has(Option.ALL) || has(Option.ALMOST_ALL);
    }

    boolean isSorted() {
        return has(Option.BY_TIME) || has(Option.BY_SIZE) || has(Option.REVERSED);
    }

    /** @param exists whether something stands at a path the client would write like that */
    static ListArguments parse(String argument, Predicate<String> exists) {
        Set<Option> options = EnumSet.noneOf(Option.class);
        String rest = argument;
        while (isOptions(rest) && !(hasUnknownLetter(firstWord(rest)) && exists.test(rest))) {
            String word = firstWord(rest);
            rest = withoutFirstWord(rest, word, exists);
            if (word.equals("--")) {
                break;
            }
            collect(word, options);
        }
        return new ListArguments(options, rest);
    }

    private static boolean isOptions(String rest) {
        String word = firstWord(rest);
        return word.length() > 1 && word.charAt(0) == '-' && word.indexOf('/') < 0;
    }

    private static String firstWord(String rest) {
        int space = rest.indexOf(' ');
        return space < 0 ? rest : rest.substring(0, space);
    }

    /** One space separates; more belong to a name if there is such a name. */
    private static String withoutFirstWord(String rest, String word, Predicate<String> exists) {
        if (rest.length() == word.length()) {
            return "";
        }
        String after = rest.substring(word.length() + 1);
        return after.startsWith(" ") && !exists.test(after) ? after.stripLeading() : after;
    }

    private static boolean hasUnknownLetter(String word) {
        if (word.startsWith("--")) {
            return word.length() > 2;
        }
        for (int i = 1; i < word.length(); i++) {
            char letter = word.charAt(i);
            if (WITHOUT_EFFECT.indexOf(letter) < 0 && !isKnown(letter)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isKnown(char letter) {
        for (Option option : Option.values()) {
            if (option.letter == letter) {
                return true;
            }
        }
        return false;
    }

    private static void collect(String word, Set<Option> options) {
        if (word.startsWith("--")) {
            return;
        }
        for (Option option : Option.values()) {
            if (word.indexOf(option.letter, 1) > 0) {
                options.add(option);
            }
        }
    }
}
