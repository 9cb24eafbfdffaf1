package dev.filegate.admin.http;

import dev.filegate.core.directory.Page;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The parameters of a request. Each is asked for by name; {@link #end} then refuses what nobody asked for, since a mistyped parameter would
 * silently widen what is answered.
 */
public final class Query {
    private static final int USUAL_LIMIT = 100;
    private static final int LONGEST = 4096;

    private final MultivaluedMap<String, String> given;
    private final Set<String> asked = new HashSet<>();

    private Query(MultivaluedMap<String, String> given) {
        this.given = given;
    }

    public static Query of(UriInfo uri) {
        return new Query(uri.getQueryParameters());
    }

    /** The value; empty when it is not given. */
    public Optional<String> find(String name) {
        asked.add(name);
        List<String> values = given.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw ProblemException.invalid(name, "may be given once");
        }
        Optional<String> value = values.stream().findFirst();
        if (value.filter(text -> text.length() > LONGEST || text.indexOf(0) >= 0)
                .isPresent()) {
            throw ProblemException.invalid(name, "has " + LONGEST + " characters at most, none of them NUL");
        }
        return value;
    }

    /** The value; the empty text when it is not given. */
    public String text(String name) {
        return find(name).orElse("");
    }

    /** The value of a parameter that must be given. */
    public String required(String name) {
        return find(name)
                .filter(value -> !value.isEmpty())
                .orElseThrow(() -> ProblemException.invalid(name, "is missing"));
    }

    /** The value, understood. What {@code parse} throws as IllegalArgumentException is told to the sender. */
    public <T> Optional<T> parsed(String name, Function<String, T> parse) {
        return find(name).map(text -> Words.parse(name, text, parse));
    }

    /** A moment; empty when it is not given. */
    public Optional<Instant> instant(String name) {
        return parsed(name, Words::instant);
    }

    /** How many items a page may have. */
    public int limit() {
        return parsed("limit", text -> {
                    if (!text.matches("[0-9]{1,9}")) {
                        throw new IllegalArgumentException("is a whole number, not \"" + text + "\"");
                    }
                    int limit = Integer.parseInt(text);
                    if (limit < 1 || limit > Page.MOST) {
                        throw new IllegalArgumentException("is 1 to " + Page.MOST + ", not " + limit);
                    }
                    return limit;
                })
                .orElse(USUAL_LIMIT);
    }

    /** Where the page begins: what a page before named as {@code next}. Empty for the first page. */
    public String cursor() {
        return parsed("cursor", Cursor::open).orElse("");
    }

    /** As {@link #cursor}, understood. */
    public <T> Optional<T> parsedCursor(Function<String, T> parse) {
        return parsed("cursor", text -> parse.apply(Cursor.open(text)));
    }

    /** @throws ProblemException 400 when something was given that nobody asked for */
    public void end() {
        for (String name : given.keySet()) {
            if (!asked.contains(name)) {
                throw ProblemException.invalid(
                        name,
                        "is not a parameter of this; there are: "
                                + String.join(", ", asked.stream().sorted().toList()));
            }
        }
    }
}
