package dev.filegate.admin.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.filegate.admin.http.Problem.Status;
import dev.filegate.admin.http.ProblemException;
import dev.filegate.core.directory.Change;
import dev.filegate.core.directory.Versioned;
import java.util.OptionalLong;

/** Answers what came of changes, and works out partial ones. */
final class Changes {
    private Changes() {}

    /**
     * What is stored now.
     *
     * @param what the thing in words: {@code account "alice"}
     * @throws ProblemException when nothing was changed
     */
    static <T> Versioned<T> done(Change<T> change, String what) {
        return switch (change) {
            case Change.Done<T>(Versioned<T> stored) -> stored;
            case Change.Conflict<T>(Versioned<T> current) ->
                throw ProblemException.of(
                        Status.PRECONDITION_FAILED,
                        "the " + what + " was changed meanwhile, at " + current.changed()
                                + "; read it again and repeat the change");
            case Change.Missing<T> _ -> throw ProblemException.missing(what);
            case Change.Taken<T> _ -> throw ProblemException.of(Status.CONFLICT, "the " + what + " exists already");
            case Change.Declared<T> _ ->
                throw ProblemException.of(
                        Status.CONFLICT, "the " + what + " is declared in the configuration; change it there");
            case Change.InUse<T>(long accounts) ->
                throw ProblemException.of(
                        Status.CONFLICT,
                        "the " + what + " still has " + accounts + (accounts == 1 ? " account" : " accounts"));
            case Change.Invalid<T>(String field, String words) -> throw ProblemException.invalid(field, words);
        };
    }

    /**
     * The version a change is made to.
     *
     * @param expected what If-Match said; empty for whatever there is
     */
    static <T> long version(Versioned<T> current, OptionalLong expected, String what) {
        if (expected.isPresent() && expected.getAsLong() != current.version()) {
            return done(new Change.Conflict<>(current), what).version();
        }
        return current.version();
    }

    /** A document with a partial one merged into it (RFC 7396): null removes, objects are merged, everything else replaces. */
    static ObjectNode merged(ObjectNode document, ObjectNode patch) {
        ObjectNode merged = document.deepCopy();
        patch.properties().forEach(entry -> {
            JsonNode value = entry.getValue();
            if (value.isNull() && !entry.getKey().equals("password")) {
                merged.remove(entry.getKey());
            } else if (value instanceof ObjectNode inner && merged.get(entry.getKey()) instanceof ObjectNode present) {
                merged.set(entry.getKey(), merged(present, inner));
            } else {
                merged.set(entry.getKey(), value);
            }
        });
        return merged;
    }
}
