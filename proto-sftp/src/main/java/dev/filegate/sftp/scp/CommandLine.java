package dev.filegate.sftp.scp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The words of a command line, cut as a shell would: single and double quotes, backslashes, blanks. A line that asks for anything else
 * of a shell (pipes, variables, substitutions, redirections, several commands) has no words.
 *
 * <p>Words are wildcard patterns: what was quoted and would be a wildcard stands behind a backslash.
 */
public final class CommandLine {
    private static final String ASKS_FOR_A_SHELL = ";&|`$()<>\n\r";

    private final String line;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;
    private int at;

    private CommandLine(String line) {
        this.line = line;
    }

    /** The words, the command first; empty for a line that only a shell could understand. */
    public static Optional<List<String>> words(String line) {
        CommandLine cut = new CommandLine(line);
        return cut.cut() ? Optional.of(List.copyOf(cut.words)) : Optional.empty();
    }

    private boolean cut() {
        while (at < line.length()) {
            char c = line.charAt(at++);
            boolean understood = switch (c) {
                case ' ', '\t' -> endWord();
                case '\'' -> singleQuoted();
                case '"' -> doubleQuoted();
                case '\\' -> escaped();
                default -> plain(c);
            };
            if (!understood) {
                return false;
            }
        }
        return endWord();
    }

    private boolean endWord() {
        if (inWord) {
            words.add(word.toString());
            word.setLength(0);
            inWord = false;
        }
        return true;
    }

    private boolean plain(char c) {
        inWord = true;
        word.append(c);
        return ASKS_FOR_A_SHELL.indexOf(c) < 0;
    }

    private boolean escaped() {
        if (at == line.length()) {
            return false;
        }
        inWord = true;
        literally(line.charAt(at++));
        return true;
    }

    private boolean singleQuoted() {
        inWord = true;
        int end = line.indexOf('\'', at);
        if (end < 0) {
            return false;
        }
        line.substring(at, end).chars().forEach(c -> literally((char) c));
        at = end + 1;
        return true;
    }

    private boolean doubleQuoted() {
        inWord = true;
        while (at < line.length()) {
            char c = line.charAt(at++);
            if (c == '"') {
                return true;
            }
            if (c == '$' || c == '`') {
                return false;
            }
            if (c == '\\' && at < line.length() && "\\\"$`".indexOf(line.charAt(at)) >= 0) {
                c = line.charAt(at++);
            }
            literally(c);
        }
        return false;
    }

    private void literally(char c) {
        if (Wildcards.isSpecial(c) || (c == '~' && word.isEmpty())) {
            word.append('\\');
        }
        word.append(c);
    }
}
