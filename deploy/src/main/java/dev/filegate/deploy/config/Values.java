package dev.filegate.deploy.config;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The values of keys, from whichever place wins. A bad value is noted as a problem, and reading goes on with the default, so that all
 * problems are found at once. Single-threaded.
 */
final class Values {
    private final StartMode mode;
    private final GivenTexts given;
    private final List<Problem> problems;
    private final List<String> warnings;

    Values(StartMode mode, GivenTexts given, List<Problem> problems, List<String> warnings) {
        this.mode = mode;
        this.given = given;
        this.problems = problems;
        this.warnings = warnings;
    }

    StartMode mode() {
        return mode;
    }

    /** The names given in an open place: those of accounts for {@code filegate.accounts}. In the order they were met. */
    List<String> names(String above) {
        return given.names(above);
    }

    /** The indexes given below a key, ascending. */
    List<Integer> indexes(KeyPattern above, Object... at) {
        return given.indexes(above.at(at));
    }

    /** Whether somebody gave the key a value, be it the default's. */
    boolean isGiven(Key<?> key, Object... at) {
        return given.isGiven(key, at);
    }

    /** The place of the key's value, for messages. */
    String where(Key<?> key, Object... at) {
        return given.where(key, at);
    }

    /** The value of a key that has a default. */
    <T> T get(Key<T> key, Object... at) {
        return findOrDefault(key, at).orElseThrow(() -> new IllegalStateException(key + " has no default"));
    }

    /** The value of a key that has a default in some modes only. */
    <T> Optional<T> findOrDefault(Key<T> key, Object... at) {
        return find(key, at).or(() -> defaultOf(key));
    }

    private <T> Optional<T> defaultOf(Key<T> key) {
        return key.defaultIn(mode).map(text -> key.type().parse(key.type().split(given.expand(text))));
    }

    /** The value that somebody gave; empty when nobody did, or when it was bad (which is noted). */
    <T> Optional<T> find(Key<T> key, Object... at) {
        return given.find(key, at).flatMap(texts -> parse(key, texts, at));
    }

    /** The value of a key that must be given. */
    <T> Optional<T> required(Key<T> key, Object... at) {
        if (!isGiven(key, at)) {
            reportMissing(key, "write " + key.type().description(), at);
            return Optional.empty();
        }
        return find(key, at);
    }

    /** The value of a key that must name one of {@code known}. */
    Optional<String> reference(Key<String> key, Set<String> known, Object... at) {
        Optional<String> name = required(key, at);
        if (name.isPresent() && !known.contains(name.get())) {
            String remedy = Suggestion.closest(name.get(), known)
                    .map(closest -> "did you mean \"" + closest + "\"?")
                    .orElse(
                            known.isEmpty()
                                    ? "declare it below filegate.storage"
                                    : "declared are: " + String.join(", ", known));
            report(key, "\"" + name.get() + "\" is not a storage that is configured", remedy, at);
            return Optional.empty();
        }
        return name;
    }

    /** The address of a listener. Quickstart listens on loopback only, whatever is configured, and says so. */
    String host(Key<String> key) {
        String host = get(key);
        if (mode == StartMode.SERVE || isLoopback(host)) {
            return host;
        }
        warnings.add(where(key) + ": " + key.pattern() + ": \"" + host
                + "\" is not used: quickstart listens on 127.0.0.1 only; serve listens where it is told to");
        return "127.0.0.1";
    }

    /** Names are not resolved: only what is loopback by its looks is. */
    static boolean isLoopback(String host) {
        return host.equals("localhost") || host.equals("::1") || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
    }

    /** Notes something that does not hinder the start but that the operator should know. */
    void warn(String words) {
        warnings.add(words);
    }

    private <T> Optional<T> parse(Key<T> key, List<String> texts, Object... at) {
        String shown = key.isSecret() ? "the value" : '"' + String.join(", ", texts) + '"';
        if (texts.contains(YamlFile.EMPTY_LIST)) {
            report(
                    key,
                    "is an empty list",
                    "leave the key out, or write " + key.type().description(),
                    at);
            return Optional.empty();
        }
        try {
            return Optional.of(key.type().parse(texts));
        } catch (IllegalArgumentException e) {
            String why = String.valueOf(e.getMessage());
            report(
                    key,
                    why.startsWith("\"") ? why : shown + " " + why,
                    "write " + key.type().description(),
                    at);
            return Optional.empty();
        }
    }

    /** Notes that the value of a key cannot be used. */
    void report(Key<?> key, String what, String remedy, Object... at) {
        problems.add(new Problem(where(key, at), key.pattern().at(at).toString(), what, remedy));
    }

    /** Notes that something below a name, an account's or a storage's, is missing. */
    void reportMissing(Key<?> key, String remedy, Object... at) {
        KeyName name = key.pattern().at(at);
        problems.add(new Problem(given.whereAround(name), name.toString(), "is missing", remedy));
    }
}
