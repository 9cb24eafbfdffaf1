package dev.filegate.admin.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.filegate.admin.http.Problem.Status;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Reads the JSON object in a request's body: nothing else, nothing behind it, no name twice, within bounds. */
public final class Body {
    /** Bytes of the longest body. */
    public static final int MOST = 1 << 20;

    static final String TOO_LARGE = "the body may have " + MOST + " bytes at most";

    private static final int DEEPEST = 32;
    private static final ObjectReader READER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxNumberLength(30)
                            .maxNameLength(200)
                            .maxStringLength(MOST)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .reader();

    private Body() {}

    /** @throws ProblemException 400 or 413 */
    public static ObjectNode object(InputStream body) {
        byte[] bytes = bytes(body);
        if (bytes.length == 0) {
            throw ProblemException.of(Status.BAD_REQUEST, "the body is empty; a JSON object is needed");
        }
        try {
            JsonNode json = READER.readTree(bytes);
            if (json instanceof ObjectNode object) {
                return object;
            }
            throw ProblemException.of(Status.BAD_REQUEST, "the body must be one JSON object");
        } catch (JsonProcessingException e) {
            throw ProblemException.of(Status.BAD_REQUEST, "the body is not JSON that can be used: " + words(e));
        } catch (IOException e) {
            throw ProblemException.of(Status.BAD_REQUEST, "the body could not be read");
        }
    }

    /** As {@link #object}, of a request that need not have a body. */
    public static ObjectNode objectOrNothing(InputStream body) {
        byte[] bytes = bytes(body);
        return bytes.length == 0 ? JsonNodeFactory.instance.objectNode() : object(new ByteArrayInputStream(bytes));
    }

    private static byte[] bytes(InputStream body) {
        try {
            byte[] bytes = body.readNBytes(MOST + 1);
            if (bytes.length > MOST) {
                throw ProblemException.of(Status.TOO_LARGE, TOO_LARGE);
            }
            return bytes;
        } catch (IOException e) {
            throw ProblemException.of(Status.BAD_REQUEST, "the body could not be read to its end");
        }
    }

    /** Where it is, and what the parser says without quoting the text: a password may stand there. */
    private static String words(JsonProcessingException e) {
        var location = e.getLocation();
        String place =
                location == null ? "" : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
        boolean duplicate = String.valueOf(e.getOriginalMessage()).startsWith("Duplicate field");
        boolean constraint = e instanceof StreamConstraintsException;
        return (duplicate
                        ? "a name stands there twice"
                        : constraint ? "too deep, or a number or name too long" : "syntax")
                + place;
    }
}
