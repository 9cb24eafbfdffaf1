package dev.filegate.admin.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.PrintWriter;
import java.util.Map;
import java.util.function.Consumer;

/** Prints what gateways answer: tables or fields for people, JSON for scripts. Used by one thread. */
final class Listing {
    private static final ObjectMapper PRETTY = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final PrintWriter out;
    private final boolean json;

    Listing(PrintWriter out, boolean json) {
        this.out = out;
        this.json = json;
    }

    /** A list, as it arrives: for scripts one JSON array, an item on each line. Returns whether there are more than {@code most}. */
    boolean print(Gateway gateway, String path, Map<String, String> parameters, long most, Table table) {
        if (!json) {
            boolean more = gateway.each(path, parameters, most, table::add);
            table.print();
            return more;
        }
        String[] before = {"["};
        Consumer<JsonNode> item = node -> {
            out.print(before[0] + "\n" + node);
            before[0] = ",";
        };
        boolean more = gateway.each(path, parameters, most, item);
        out.println(before[0].equals("[") ? "[]" : "\n]");
        out.flush();
        return more;
    }

    /** A list that comes whole. */
    void printAll(Gateway gateway, String path, Table table) {
        JsonNode items = gateway.get(path).path("items");
        if (json) {
            out.println(pretty(items));
            out.flush();
        } else {
            items.forEach(table::add);
            table.print();
        }
    }

    /** One thing: for people a line for each of its fields. */
    void print(JsonNode thing) {
        if (json) {
            out.println(pretty(thing));
        } else {
            lines("", thing);
        }
        out.flush();
    }

    private void lines(String above, JsonNode thing) {
        thing.properties().forEach(field -> {
            String name = above + field.getKey();
            JsonNode value = field.getValue();
            if (value.isObject()) {
                lines(name + ".", value);
            } else if (value.isArray() && value.size() > 0 && value.get(0).isObject()) {
                for (int i = 0; i < value.size(); i++) {
                    lines(name + "[" + i + "].", value.get(i));
                }
            } else {
                out.println(name + ": " + Table.text(value));
            }
        });
    }

    /** What was done: words for people, the thing for scripts. */
    void done(String words, JsonNode thing) {
        if (json) {
            out.println(pretty(thing));
        } else {
            out.println(words);
        }
        out.flush();
    }

    private static String pretty(JsonNode thing) {
        try {
            return PRETTY.writeValueAsString(thing);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was JSON is JSON", e);
        }
    }
}
