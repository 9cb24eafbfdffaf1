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
 * What was written for each key, and where: the text that wins among the places, before anybody asks what it means. What cannot even be
 * read is noted as a problem. Single-threaded.
 */
final class GivenTexts {
    /** The place of a value that nobody gave. */
    static final String DEFAULT = "default";

    private final List<GivenKeys> places;
    private final List<Problem> problems;
    private final SmallRyeConfig config;
    private final Map<String, Set<String>> children = new TreeMap<>();

    /** @param places what is given where; ordinals decide which place wins */
    GivenTexts(StartMode mode, List<GivenKeys> places, List<Problem> problems) {
        this.places = places.stream()
                .sorted(Comparator.comparingInt(GivenKeys::getOrdinal).reversed())
                .toList();
        this.problems = problems;
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

    /** The default of another key, or what was given for it, in a default's {@code ${filegate.home}}. */
    String expand(String text) {
        return text.replace(
                "${filegate.home}", config.getConfigValue("filegate.home").getValue());
    }

    /** The texts given for a key; empty when nobody gave one, or when it could not be read (which is noted). */
    Optional<List<String>> find(Key<?> key, Object... at) {
        KeyName name = key.pattern().at(at);
        Optional<List<String>> texts =
                key.isSecret() ? secret(key, at) : key.type().isList() ? list(key, name) : text(name);
        return texts.filter(list -> !list.isEmpty());
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
                problems.add(new Problem(
                        where(key, at), name.toString(), "is given both as a value and as a file", "keep one of them"));
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

    /** The place of anything below the account, storage or the like that a key belongs to. */
    String whereAround(KeyName name) {
        String prefix = new KeyName(name.parts().subList(0, 3)).toString();
        return places.stream()
                .flatMap(place -> place.keys().entrySet().stream()
                        .filter(entry -> entry.getKey().startsWith(prefix))
                        .map(entry -> entry.getValue().where()))
                .findFirst()
                .orElse(DEFAULT);
    }
}
