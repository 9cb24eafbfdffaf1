package dev.filegate.admin.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.Consumer;

/** The gateway that a command talks to. Answers that are problems become failures in the gateway's own words. Used by one thread. */
final class Gateway implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final int MOST_ITEMS = 1000;

    private final URI url;
    private final String token;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();

    Gateway(URI url, String token) {
        this.url = url;
        this.token = token;
    }

    /** A path below {@code /api/v1}, its parts escaped. */
    static String path(String... parts) {
        StringJoiner path = new StringJoiner("/");
        for (String part : parts) {
            path.add(escaped(part));
        }
        return path.toString();
    }

    /** With the parameters that are not empty. */
    static String query(String path, Map<String, String> parameters) {
        StringJoiner query = new StringJoiner("&", path + "?", "").setEmptyValue(path);
        parameters.forEach((name, value) -> {
            if (!value.isEmpty()) {
                query.add(escaped(name) + "=" + escaped(value));
            }
        });
        return query.toString();
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    JsonNode get(String path) {
        return send("GET", path, Optional.empty());
    }

    JsonNode post(String path, Optional<JsonNode> body) {
        return send("POST", path, body);
    }

    JsonNode patch(String path, JsonNode body) {
        return send("PATCH", path, Optional.of(body));
    }

    void delete(String path) {
        send("DELETE", path, Optional.empty());
    }

    /**
     * The items of a list, a page at a time.
     *
     * @param most how many at most; 0 for all
     * @return whether there are more
     */
    boolean each(String path, Map<String, String> parameters, long most, Consumer<JsonNode> item) {
        long left = most == 0 ? Long.MAX_VALUE : most;
        String next = "";
        do {
            Map<String, String> page = new LinkedHashMap<>(parameters);
            page.put("limit", Long.toString(Math.min(left, MOST_ITEMS)));
            page.put("cursor", next);
            JsonNode answer = get(query(path, page));
            answer.path("items").forEach(item);
            left -= answer.path("items").size();
            next = answer.path("next").asText("");
        } while (!next.isEmpty() && left > 0);
        return !next.isEmpty();
    }

    private JsonNode send(String method, String path, Optional<JsonNode> body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/api/v1/" + path))
                .method(
                        method,
                        body.map(json -> BodyPublishers.ofString(json.toString()))
                                .orElseGet(BodyPublishers::noBody))
                .header("Authorization", "Bearer " + token)
                .header("Accept", "application/json")
                .header("Content-Type", "application/json")
                .build();
        try {
            HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
            return understood(response);
        } catch (IOException e) {
            throw CommandFailure.failed("the gateway at " + url + " does not answer"
                    + (e.getMessage() == null ? "" : " (" + e.getMessage() + ")")
                    + ": is it running? --url names another one");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailure.failed("interrupted");
        }
    }

    private JsonNode understood(HttpResponse<byte[]> response) throws IOException {
        int status = response.statusCode();
        String type = response.headers().firstValue("Content-Type").orElse("");
        boolean json = type.startsWith("application/json") || type.startsWith("application/problem+json");
        JsonNode answer = json && response.body().length > 0
                ? JSON.readTree(response.body())
                : JsonNodeFactory.instance.missingNode();
        if (status / 100 == 2) {
            return answer;
        }
        String words = answer.path("detail").asText("");
        if (words.isEmpty()) {
            throw CommandFailure.failed(
                    "what answers at " + url + " is not the admin API of a gateway (status " + status + ")");
        }
        throw switch (status) {
            case 400 -> CommandFailure.misused(words);
            case 401 -> CommandFailure.failed("refused: " + words + "; --token-file names a file with another one");
            case 403 -> CommandFailure.failed("refused: " + words);
            default -> CommandFailure.failed(words);
        };
    }

    @Override
    public void close() {
        client.close();
    }
}
