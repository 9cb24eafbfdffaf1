package dev.filegate.deploy.config;

import io.smallrye.config.ConfigValue;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The values of keys, from whichever place wins. A bad value is noted as a problem, and reading goes on with the default, so that all
 * problems are found at once. Single-threaded.
 */
final class Values {
    /** The place of a value that nobody gave. */
    static final String DEFAULT = "default";

    private final StartMode mode;
    private final List<GivenKeys> places;
    private final List<Problem> problems;
    private final List<String> warnings;
    private final SmallRyeConfig config;
    private final Map<String, Set<String>> children = new TreeMap<>();

    /** @param places what is given where; ordinals decide which place wins */
    Values(StartMode mode, List<GivenKeys> places, List<Problem> problems, List<String> warnings) {
        this.mode = mode;
        this.places = places.stream()
                .sorted(Comparator.comparingInt(GivenKeys::getOrdinal).reversed())
                .toList();
        this.problems = problems;
        this.warnings = warnings;
        this.config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(List.copyOf(places))
                .withDefaultValues(Keys.ALL.fixedDefaults(mode))
                .build();
        places.forEach(this::index);
    }

    private void index(GivenKeys place) {
        for (String text : place.getPropertyNames()) {
            KeyName above = new KeyName(List.of());
            for (String part : KeyName.parse(text).parts()) {
                children.computeIfAbsent(above.toString(), key -> new LinkedHashSet<>())
                        .add(part);
                above = above.child(part);
            }
        }
    }

    StartMode mode() {
        return mode;
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
        return key.defaultIn(mode).map(text -> key.type().parse(key.type().split(expand(text))));
    }

    private String expand(String text) {
        return text.replace(
                "${filegate.home}", config.getConfigValue("filegate.home").getValue());
    }

    /** The value that somebody gave; empty when nobody did, or when it was bad (which is noted). */
    <T> Optional<T> find(Key<T> key, Object... at) {
        KeyName name = key.pattern().at(at);
        Optional<List<String>> texts =
                key.isSecret() ? secret(key, at) : key.type().isList() ? list(key, name) : text(name);
        return texts.filter(list -> !list.isEmpty()).flatMap(list -> parse(key, list, at));
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
    private static boolean isLoopback(String host) {
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
            T value = key.type().parse(texts);
            if (key.missing().asked().test(value)) {
                report(
                        key,
                        shown + " asks for " + key.missing().feature() + ", which this version does not have yet",
                        "leave the key out",
                        at);
                return Optional.empty();
            }
            return Optional.of(value);
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

    private Optional<List<String>> text(KeyName name) {
        try {
            ConfigValue value = config.getConfigValue(name.toString());
            if (value.hasProblems()) {
                throw new NoSuchElementException();
            }
            boolean given = value.getValue() != null
                    && !value.getValue().isBlank()
                    && placeOf(name).isPresent();
            return given ? Optional.of(List.of(value.getValue())) : Optional.empty();
        } catch (NoSuchElementException | IllegalArgumentException e) {
            problems.add(new Problem(
                    where(name),
                    name.toString(),
                    "\"" + raw(name) + "\" names a ${…} that has no value",
                    "give it a value, or write a default as in ${NAME:default}"));
            return Optional.empty();
        }
    }

    private String raw(KeyName name) {
        return placeOf(name)
                .map(place -> String.valueOf(place.getValue(name.toString())))
                .orElse("");
    }

    /** A list comes whole from the highest place that gives the text or any item; items of lower places are not mixed in. */
    private Optional<List<String>> list(Key<?> key, KeyName name) {
        List<KeyName> items =
                indexes(name).stream().map(i -> name.child(KeyName.index(i))).toList();
        for (GivenKeys place : places) {
            List<KeyName> here = items.stream().filter(place::gives).toList();
            if (place.gives(name)) {
                return text(name).map(texts -> key.type().split(texts.getFirst()));
            } else if (!here.isEmpty()) {
                return Optional.of(here.stream()
                        .flatMap(item -> text(item).stream())
                        .flatMap(List::stream)
                        .toList());
            }
        }
        return Optional.empty();
    }

    /** Secrets are taken as they are, without {@code ${…}}; from the highest place that gives the key or its {@code -file}. */
    private Optional<List<String>> secret(Key<?> key, Object... at) {
        KeyName name = key.pattern().at(at);
        KeyName file = key.filePattern().at(at);
        for (GivenKeys place : places) {
            if (place.gives(name) && place.gives(file)) {
                report(key, "is given both as a value and as a file", "keep one of them", at);
                return Optional.empty();
            }
            if (place.gives(name)) {
                return Optional.of(List.of(String.valueOf(place.getValue(name.toString()))))
                        .filter(texts -> !texts.getFirst().isEmpty());
            }
            if (place.gives(file)) {
                return text(file).flatMap(texts -> secretIn(texts.getFirst(), file));
            }
        }
        return Optional.empty();
    }

    private Optional<List<String>> secretIn(String path, KeyName key) {
        String what;
        try {
            String content = Files.readString(Path.of(path)).replaceFirst("\\R\\z", "");
            if (!content.isEmpty()) {
                return Optional.of(List.of(content));
            }
            what = "is empty";
        } catch (IOException e) {
            what = "cannot be read (" + e.getClass().getSimpleName().replace("Exception", "") + ")";
        }
        problems.add(new Problem(
                where(key), key.toString(), "\"" + path + "\" " + what, "name a readable file that holds the secret"));
        return Optional.empty();
    }

    /** The names given in an open place: those of accounts for {@code filegate.accounts}. In the order they were met. */
    List<String> names(String above) {
        return List.copyOf(children.getOrDefault(above, Set.of()));
    }

    /** The indexes given below a key, ascending. */
    List<Integer> indexes(KeyName above) {
        return children.getOrDefault(above.toString(), Set.of()).stream()
                .filter(KeyName::isIndex)
                .map(part -> Integer.valueOf(part.substring(1, part.length() - 1)))
                .sorted()
                .toList();
    }

    List<Integer> indexes(KeyPattern above, Object... at) {
        return indexes(above.at(at));
    }

    /** Whether somebody gave the key a value, be it the default's. */
    boolean isGiven(Key<?> key, Object... at) {
        KeyName name = key.pattern().at(at);
        return placeOf(name).isPresent()
                || (key.type().isList() && !indexes(name).isEmpty());
    }

    private Optional<GivenKeys> placeOf(KeyName name) {
        return places.stream().filter(place -> place.gives(name)).findFirst();
    }

    private String where(KeyName name) {
        return placeOf(name).map(place -> place.where(name.toString())).orElse(DEFAULT);
    }

    /** The place of the key's value, for messages; of its first item or its file when that is what was given. */
    String where(Key<?> key, Object... at) {
        KeyName name = key.pattern().at(at);
        List<KeyName> forms = new ArrayList<>(List.of(name));
        indexes(name).forEach(i -> forms.add(name.child(KeyName.index(i))));
        if (key.isSecret()) {
            forms.add(key.filePattern().at(at));
        }
        return forms.stream()
                .map(this::where)
                .filter(where -> !where.equals(DEFAULT))
                .findFirst()
                .orElse(DEFAULT);
    }

    /** Notes that the value of a key cannot be used. */
    void report(Key<?> key, String what, String remedy, Object... at) {
        problems.add(new Problem(where(key, at), key.pattern().at(at).toString(), what, remedy));
    }

    /** Notes that something below a name, an account's or a storage's, is missing. */
    void reportMissing(Key<?> key, String remedy, Object... at) {
        KeyName name = key.pattern().at(at);
        String prefix = new KeyName(name.parts().subList(0, 3)).toString();
        String where = places.stream()
                .flatMap(place -> place.keys().entrySet().stream()
                        .filter(entry -> entry.getKey().startsWith(prefix))
                        .map(entry -> entry.getValue().where()))
                .findFirst()
                .orElse(DEFAULT);
        problems.add(new Problem(where, name.toString(), "is missing", remedy));
    }
}
