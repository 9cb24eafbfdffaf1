package dev.filegate.admin.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.filegate.admin.Api;
import dev.filegate.admin.GatewayDesk;
import dev.filegate.admin.Lab;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Throws at every operation of the API's own description what its schema allows and what it does not: each answer has a status that the
 * description names, none is 500, and whatever is refused is a problem.
 */
@QuarkusTest
class ApiFuzzTest {
    private static final long SEED = 20_261_120;
    private static final int ROUNDS = 60;
    private static final List<String> NASTY = List.of(
            "",
            " ",
            "a",
            "..",
            "../../etc/passwd",
            "/",
            "//",
            "\u0000",
            "\u0001\u0007",
            "%00",
            "%2e%2e%2f",
            "💾",
            "ä",
            "\uFEFF",
            "a/b",
            "'; DROP TABLE account; --",
            "${jndi:ldap://127.0.0.1/a}",
            "-1",
            "0",
            "9223372036854775808",
            "1e308",
            "NaN",
            "true",
            "null",
            "2026-11-20T10:00:00Z",
            "7d",
            "9999999d",
            "+999999999-12-31T23:59:59Z",
            "*",
            "**",
            "\\",
            "[",
            "{account}",
            "x".repeat(5000));

    @Inject
    GatewayDesk desk;

    private Lab lab;
    private Api api;
    private final Random random = new Random(SEED);

    @BeforeEach
    void open() {
        lab = Lab.open(desk);
        api = Api.local(lab.localToken());
    }

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void everyAnswerIsOneThatTheDescriptionNames() {
        JsonNode description = api.send("GET", "api/v1/openapi", Optional.empty(), "Accept", "application/json")
                .json();
        Set<String> successes = new HashSet<>();
        for (int round = 0; round < ROUNDS; round++) {
            description
                    .get("paths")
                    .properties()
                    .forEach(path -> path.getValue().properties().stream()
                            .filter(operation -> operation.getValue().has("responses"))
                            .forEach(operation -> {
                                String method = operation.getKey().toUpperCase(Locale.ROOT);
                                if (fire(description, method, path.getKey(), operation.getValue()) / 100 == 2) {
                                    successes.add(method + " " + path.getKey());
                                }
                            }));
        }
        assertThat(successes)
                .as("the throws are not all refused at the door")
                .contains("GET /api/v1/accounts", "POST /api/v1/accounts", "POST /api/v1/groups", "GET /api/v1/audit");
    }

    private int fire(JsonNode description, String method, String path, JsonNode operation) {
        String target = path.substring(1);
        for (String name : List.of("name", "id", "address")) {
            target = target.replace("{" + name + "}", escaped(random.nextInt(3) == 0 ? "declared" : segment()));
        }
        List<String> parameters = new ArrayList<>();
        operation.path("parameters").forEach(parameter -> {
            JsonNode known = resolved(description, parameter);
            if (known.path("in").asText().equals("query") && random.nextInt(3) == 0) {
                parameters.add(known.get("name").asText() + "=" + escaped(text()));
            }
        });
        if (random.nextInt(10) == 0) {
            parameters.add("surprise=" + escaped(text()));
        }
        JsonNode content = operation.path("requestBody").path("content");
        Optional<byte[]> body = content.isMissingNode() ? Optional.empty() : Optional.of(body(description, content));
        String type = random.nextInt(20) == 0 ? "text/plain" : "application/json";
        String[] headers = {
            "Content-Type",
            type,
            "If-Match",
            List.of("*", "\"1\"", "\"x\"", "W/\"1\"").get(random.nextInt(4))
        };
        String url = target + (parameters.isEmpty() ? "" : "?" + String.join("&", parameters));
        Api.Answer answer = api.send(method, url, body, headers);
        check(method + " " + url, body, operation, answer);
        return answer.status();
    }

    private static void check(String request, Optional<byte[]> body, JsonNode operation, Api.Answer answer) {
        String shown = request + " "
                + body.map(bytes -> new String(bytes, StandardCharsets.UTF_8)).orElse("") + " -> " + answer.status()
                + " " + answer.text();
        Set<Integer> named = new HashSet<>();
        operation.get("responses").fieldNames().forEachRemaining(status -> named.add(Integer.parseInt(status)));
        assertThat(named).as(shown).contains(answer.status());
        assertThat(answer.status()).as(shown).isNotEqualTo(500);
        if (answer.status() >= 400) {
            assertThat(answer.header("Content-Type")).as(shown).startsWith("application/problem+json");
            assertThat(answer.json().get("status").intValue()).as(shown).isEqualTo(answer.status());
            assertThat(answer.json().get("detail").textValue())
                    .as(shown)
                    .isNotBlank()
                    .doesNotContain("Exception");
        }
    }

    private byte[] body(JsonNode description, JsonNode content) {
        JsonNode schema = content.elements().next().path("schema");
        String json = value(description, schema, 0).toString();
        if (random.nextInt(5) == 0) {
            int cut = random.nextInt(json.length() + 1);
            json = json.substring(0, cut) + text() + json.substring(cut);
        }
        return json.getBytes(StandardCharsets.UTF_8);
    }

    /** A value of the schema, now and then of another. */
    private JsonNode value(JsonNode description, JsonNode given, int depth) {
        JsonNode schema = resolved(description, given);
        if (random.nextInt(25) == 0 || depth > 5) {
            return surprise();
        }
        String type = schema.path("type").isArray()
                ? schema.path("type").get(0).asText()
                : schema.path("type").asText();
        return switch (type) {
            case "object" -> object(description, schema, depth);
            case "array" -> {
                ArrayNode items = JsonNodeFactory.instance.arrayNode();
                for (int i = random.nextInt(3); i > 0; i--) {
                    items.add(value(description, schema.path("items"), depth + 1));
                }
                yield items;
            }
            case "integer" ->
                JsonNodeFactory.instance.numberNode(random.nextInt(4) == 0 ? random.nextLong() : random.nextInt(100));
            case "boolean" -> JsonNodeFactory.instance.booleanNode(random.nextBoolean());
            default -> JsonNodeFactory.instance.textNode(text());
        };
    }

    private ObjectNode object(JsonNode description, JsonNode schema, int depth) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            if (property.getKey().equals("name")) {
                object.put("name", random.nextInt(3) == 0 ? text() : "n" + random.nextInt(1000));
            } else if (random.nextInt(6) == 0) {
                object.set(property.getKey(), value(description, property.getValue(), depth + 1));
            }
        }
        if (schema.path("properties").has("mounts") && random.nextInt(2) == 0) {
            object.set("mounts", Api.parse("[{'at':'/','storage':'main','path':'/x'}]"));
        }
        return object;
    }

    private JsonNode surprise() {
        return List.of(
                        JsonNodeFactory.instance.nullNode(),
                        JsonNodeFactory.instance.numberNode(1.5),
                        JsonNodeFactory.instance.booleanNode(true),
                        JsonNodeFactory.instance.arrayNode().add(1),
                        JsonNodeFactory.instance.objectNode().put("x", 1))
                .get(random.nextInt(5));
    }

    private String text() {
        return NASTY.get(random.nextInt(NASTY.size()));
    }

    /** Something that can stand between two slashes: an empty one would be another path. */
    private String segment() {
        String text = text();
        return text.isBlank() || text.equals("..") || text.contains("/") || text.length() > 1000
                ? "n" + random.nextInt(1000)
                : text;
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static JsonNode resolved(JsonNode description, JsonNode node) {
        if (!node.has("$ref")) {
            return node;
        }
        return description.at(node.get("$ref").asText().substring(1));
    }
}
