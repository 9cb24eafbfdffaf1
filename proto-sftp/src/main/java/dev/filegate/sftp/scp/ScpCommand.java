package dev.filegate.sftp.scp;

import java.util.List;
import java.util.Optional;

/**
 * What the client's scp asks of its counterpart here.
 *
 * @param receiving whether files come from the client ({@code -t}) or go to it ({@code -f})
 * @param recursive directories too ({@code -r})
 * @param preserving times and exact modes too ({@code -p})
 * @param intoDirectory the target must be a directory ({@code -d})
 * @param paths words of {@link CommandLine}; exactly one when receiving
 */
public record ScpCommand(
        boolean receiving, boolean recursive, boolean preserving, boolean intoDirectory, List<String> paths) {
    private static final String OPTIONS = "tfrpdvq";

    public ScpCommand {
        paths = List.copyOf(paths);
    }

    /** Understands {@code scp} with the options its client sends; empty for any other command, option or use. */
    public static Optional<ScpCommand> parse(List<String> words) {
        if (words.isEmpty() || !words.getFirst().equals("scp")) {
            return Optional.empty();
        }
        StringBuilder options = new StringBuilder();
        int at = 1;
        while (at < words.size()
                && words.get(at).startsWith("-")
                && words.get(at).length() > 1) {
            String word = words.get(at++);
            if (word.equals("--")) {
                break;
            }
            options.append(word, 1, word.length());
        }
        List<String> paths = words.subList(at, words.size());
        boolean receiving = options.indexOf("t") >= 0;
        boolean sending = options.indexOf("f") >= 0;
        boolean known = options.chars().allMatch(option -> OPTIONS.indexOf(option) >= 0);
        if (!known || receiving == sending || paths.isEmpty() || (receiving && paths.size() > 1)) {
            return Optional.empty();
        }
        return Optional.of(new ScpCommand(
                receiving, options.indexOf("r") >= 0, options.indexOf("p") >= 0, options.indexOf("d") >= 0, paths));
    }
}
