package dev.filegate.deploy.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The admin API of the child, asked with the token below its home. */
final class AuditApi {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String url;
    private final String token;

    AuditApi(GatewayChild gateway, Path home) {
        InetSocketAddress admin = gateway.listening("admin");
        this.url = "http://" + admin.getHostString() + ":" + admin.getPort() + "/api/v1";
        try {
            this.token = Files.readString(home.resolve("admin.token")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Paths of the transfers that the database knows, in the order of the chain; none while it does not answer. */
    List<String> transferred() {
        JsonNode items = ask("GET", "/audit?event=transferred&limit=200").path("items");
        List<String> paths = new ArrayList<>();
        items.forEach(item -> paths.add(item.path("path").asText()));
        return paths.reversed();
    }

    boolean intact() {
        return ask("POST", "/audit/verification").path("intact").asBoolean();
    }

    /** Bytes that an account stores. */
    long stored(String account) {
        return ask("GET", "/accounts/" + account + "/quota").path("bytes").asLong(-1);
    }

    /** The same, counted anew. */
    long recounted(String account) {
        return ask("POST", "/accounts/" + account + "/quota/recount")
                .path("bytes")
                .asLong(-1);
    }

    private JsonNode ask(String method, String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .header("Authorization", "Bearer " + token)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return JSON.readTree(
                    client.send(request, HttpResponse.BodyHandlers.ofString()).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }
}
