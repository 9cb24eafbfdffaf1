package dev.filegate.admin.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Why a request was not done, in words for whoever sent it (RFC 9457).
 *
 * @param title what its status means
 * @param detail what is wrong with this request
 * @param errors which parts of it, as far as that can be told
 */
@Schema(description = "Why a request was not done (RFC 9457)")
public record Problem(int status, String title, String detail, List<Part> errors) {
    /** Its media type. */
    public static final String MEDIA_TYPE = "application/problem+json";

    public Problem {
        errors = List.copyOf(errors);
    }

    /**
     * A part of the request that is wrong.
     *
     * @param field a parameter, or a place in the body: {@code mounts[1].storage}
     */
    public record Part(String field, String detail) {}

    /** A problem of this status. */
    public static Problem of(Status status, String detail) {
        return new Problem(status.code(), status.title(), detail, List.of());
    }

    /** As JSON text. Type is {@code about:blank}: the status says it all. */
    String json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("type", "about:blank");
        json.put("title", title);
        json.put("status", status);
        json.put("detail", detail);
        if (!errors.isEmpty()) {
            ArrayNode parts = json.putArray("errors");
            errors.forEach(part -> parts.addObject().put("field", part.field()).put("detail", part.detail()));
        }
        return json.toString();
    }

    /** The answers that are problems. */
    public enum Status {
        BAD_REQUEST(400, "Bad Request"),
        UNAUTHORIZED(401, "Unauthorized"),
        FORBIDDEN(403, "Forbidden"),
        NOT_FOUND(404, "Not Found"),
        CONFLICT(409, "Conflict"),
        PRECONDITION_FAILED(412, "Precondition Failed"),
        TOO_LARGE(413, "Content Too Large"),
        PRECONDITION_REQUIRED(428, "Precondition Required"),
        INTERNAL(500, "Internal Server Error"),
        UNAVAILABLE(503, "Service Unavailable");

        private final int code;
        private final String title;

        Status(int code, String title) {
            this.code = code;
            this.title = title;
        }

        public int code() {
            return code;
        }

        String title() {
            return title;
        }
    }
}
