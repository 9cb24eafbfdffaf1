package dev.filegate.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.eclipse.microprofile.config.ConfigProvider;

/** Sends requests to the application under test. Immutable. */
public final class Api {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI base;
    private final String token;

    private Api(URI base, String token) {
        this.base = base;
        this.token = token;
    }

    /** The application that Quarkus started for the test. */
    public static Api local(String token) {
        return new Api(URI.create(ConfigProvider.getConfig().getValue("test.url", String.class) + "/"), token);
    }

    /** Where it answers, with a slash at the end. */
    public URI base() {
        return base;
    }

    /** Bears another token; the empty one for none. */
    public Api as(String other) {
        return new Api(base, other);
    }

    /** What came back. */
    public record Answer(int status, HttpResponse<byte[]> response) {
        public String text() {
            return new String(response.body(), StandardCharsets.UTF_8);
        }

        public JsonNode json() {
            try {
                return JSON.readTree(response.body());
            } catch (IOException e) {
                throw new AssertionError(text(), e);
            }
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }

    public Answer get(String path) {
        return send("GET", path, Optional.empty());
    }

    public Answer delete(String path, String... headers) {
        return send("DELETE", path, Optional.empty(), headers);
    }

    public Answer post(String path, String body) {
        return send("POST", path, Optional.of(bytes(body)), "Content-Type", "application/json");
    }

    public Answer put(String path, String etag, String body) {
        return send("PUT", path, Optional.of(bytes(body)), "Content-Type", "application/json", "If-Match", etag);
    }

    public Answer patch(String path, String body, String... headers) {
        String[] all = Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "Content-Type";
        all[headers.length + 1] = "application/merge-patch+json";
        return send("PATCH", path, Optional.of(bytes(body)), all);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public Answer send(String method, String path, Optional<byte[]> body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .method(method, body.map(BodyPublishers::ofByteArray).orElseGet(BodyPublishers::noBody));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<byte[]> response = CLIENT.send(request.build(), BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), response);
        } catch (IOException e) {
            throw new AssertionError(method + " " + path, e);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    /** JSON, with ' for ". */
    public static JsonNode parse(String json) {
        try {
            return JSON.readTree(json.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new AssertionError(json, e);
        }
    }
}
