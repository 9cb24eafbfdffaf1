package dev.filegate.tftp;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Optional;

/**
 * A rule that rewrites the names clients ask for, before they become paths. Every match is replaced. The patterns are RE2's, which match in
 * time linear in the name whatever the pattern: a client cannot make a rule expensive.
 *
 * @param replacement with {@code $1} for groups
 */
public record NameRewrite(Pattern pattern, String replacement, On on) {

    /** Which requests a rule is for. */
    public enum On {
        GET,
        PUT,
        BOTH
    }

    /**
     * Reads a rule of the configuration.
     *
     * @throws IllegalArgumentException with words for the operator, when the pattern or a group of the replacement does not exist
     */
    public static NameRewrite of(String pattern, String replacement, On on) {
        try {
            NameRewrite rule = new NameRewrite(Pattern.compile(pattern), replacement, on);
            problem(rule.pattern, replacement).ifPresent(words -> {
                throw new IllegalArgumentException(words);
            });
            return rule;
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "\"" + pattern + "\" is not a regular expression: " + e.getDescription(), e);
        }
    }

    /** Groups are only looked up when something matches, which is too late to tell the operator. */
    private static Optional<String> problem(Pattern pattern, String replacement) {
        for (int i = 0; i < replacement.length() - 1; i++) {
            char c = replacement.charAt(i);
            char next = replacement.charAt(i + 1);
            if (c == '\\') {
                i++;
            } else if (c == '$' && Character.isDigit(next) && next - '0' > pattern.groupCount()) {
                return Optional.of("the replacement \"" + replacement + "\" has $" + next + ", but the pattern has "
                        + pattern.groupCount() + " groups");
            }
        }
        return Optional.empty();
    }

    /** The name after this rule. */
    String apply(String name, boolean put) {
        boolean concerned = switch (on) {
            case GET -> !put;
            case PUT -> put;
            case BOTH -> true;
        };
        return concerned ? pattern.matcher(name).replaceAll(replacement) : name;
    }
}
