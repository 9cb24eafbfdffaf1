package dev.filegate.admin.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.filegate.core.directory.Setting;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The fields of a JSON object, by name. A field that is {@code null} counts as not given. Each problem names its place; {@link #end} refuses
 * fields that nobody asked for.
 */
public final class Fields {
    private final ObjectNode json;
    private final String above;
    private final Set<String> asked = new HashSet<>();

    private Fields(ObjectNode json, String above) {
        this.json = json;
        this.above = above;
    }

    public static Fields of(ObjectNode json) {
        return new Fields(json, "");
    }

    private String place(String name) {
        return above + name;
    }

    private Optional<JsonNode> find(String name) {
        asked.add(name);
        return Optional.ofNullable(json.get(name)).filter(value -> !value.isNull());
    }

    /** Whether it is there and null. */
    public boolean isNull(String name) {
        asked.add(name);
        JsonNode value = json.get(name);
        return value != null && value.isNull();
    }

    public Optional<String> text(String name) {
        return find(name).map(value -> text(place(name), value));
    }

    private static String text(String place, JsonNode value) {
        if (!value.isTextual()) {
            throw ProblemException.invalid(place, "must be a text");
        }
        String text = value.textValue();
        if (text.indexOf(0) >= 0) {
            throw ProblemException.invalid(place, "must not hold NUL");
        }
        return text;
    }

    /** A text that must be given. */
    public String required(String name) {
        return text(name).orElseThrow(() -> ProblemException.invalid(place(name), "is missing"));
    }

    /** A text, understood. */
    public <T> Optional<T> parsed(String name, Function<String, T> parse) {
        return text(name).map(text -> Words.parse(place(name), text, parse));
    }

    public boolean flag(String name) {
        Optional<JsonNode> value = find(name);
        if (value.isPresent() && !value.get().isBoolean()) {
            throw ProblemException.invalid(place(name), "must be true or false");
        }
        return value.isPresent() && value.get().booleanValue();
    }

    /** A whole number of 0 or more. */
    public Optional<Long> count(String name) {
        Optional<JsonNode> value = find(name);
        if (value.isPresent()
                && !(value.get().isIntegralNumber()
                        && value.get().canConvertToLong()
                        && value.get().longValue() >= 0)) {
            throw ProblemException.invalid(place(name), "must be a whole number from 0 to " + Long.MAX_VALUE);
        }
        return value.map(JsonNode::longValue);
    }

    /** A list of texts, each understood. */
    public <T> Optional<List<T>> list(String name, Function<String, T> parse) {
        return elements(name).map(elements -> {
            List<T> parsed = new ArrayList<>();
            for (int i = 0; i < elements.size(); i++) {
                String place = place(name) + "[" + i + "]";
                parsed.add(Words.parse(place, text(place, elements.get(i)), parse));
            }
            return parsed;
        });
    }

    public Optional<List<String>> texts(String name) {
        return list(name, text -> text);
    }

    /** A list of texts that is given or inherited. */
    public <T> Setting<List<T>> listSetting(String name, Function<String, T> parse) {
        return list(name, parse).map(Setting::of).orElseGet(Setting::inherited);
    }

    /** A list of texts without repetition that is given or inherited. */
    public <T> Setting<Set<T>> setSetting(String name, Function<String, T> parse) {
        return list(name, parse).map(values -> Setting.of(Set.copyOf(values))).orElseGet(Setting::inherited);
    }

    /** An object within this one; without fields when it is not given. */
    public Fields object(String name) {
        return find(name)
                .map(value -> object(place(name), value))
                .orElseGet(() -> new Fields(JsonNodeFactory.instance.objectNode(), place(name) + "."));
    }

    private static Fields object(String place, JsonNode value) {
        if (value instanceof ObjectNode object) {
            return new Fields(object, place + ".");
        }
        throw ProblemException.invalid(place, "must be an object");
    }

    /** A list of objects; empty when it is not given. */
    public List<Fields> objects(String name) {
        List<Fields> objects = new ArrayList<>();
        List<JsonNode> elements = elements(name).orElse(List.of());
        for (int i = 0; i < elements.size(); i++) {
            objects.add(object(place(name) + "[" + i + "]", elements.get(i)));
        }
        return objects;
    }

    /** A list of lists of texts, each text understood; empty when it is not given. */
    public <T> List<List<T>> lists(String name, Function<String, T> parse) {
        List<List<T>> lists = new ArrayList<>();
        List<JsonNode> elements = elements(name).orElse(List.of());
        for (int i = 0; i < elements.size(); i++) {
            String place = place(name) + "[" + i + "]";
            if (!elements.get(i).isArray()) {
                throw ProblemException.invalid(place, "must be a list of texts");
            }
            List<T> list = new ArrayList<>();
            elements.get(i).forEach(value -> list.add(Words.parse(place, text(place, value), parse)));
            lists.add(list);
        }
        return lists;
    }

    private Optional<List<JsonNode>> elements(String name) {
        return find(name).map(value -> {
            if (!value.isArray()) {
                throw ProblemException.invalid(place(name), "must be a list");
            }
            List<JsonNode> elements = new ArrayList<>();
            value.forEach(elements::add);
            return elements;
        });
    }

    /** Says that there is a field of that name, whatever stands in it: one that is told but not taken. */
    public Fields ignore(String... names) {
        asked.addAll(List.of(names));
        return this;
    }

    /** @throws ProblemException 400 when there is a field that nobody asked for */
    public void end() {
        json.fieldNames().forEachRemaining(name -> {
            if (!asked.contains(name)) {
                throw ProblemException.invalid(
                        place(name.length() > 100 ? name.substring(0, 100) : name),
                        "is not a field of this; there are: "
                                + String.join(", ", asked.stream().sorted().toList()));
            }
        });
    }
}
