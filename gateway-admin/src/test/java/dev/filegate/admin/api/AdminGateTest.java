package dev.filegate.admin.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.admin.Api;
import dev.filegate.admin.GatewayDesk;
import dev.filegate.admin.Lab;
import dev.filegate.admin.http.Body;
import dev.filegate.core.token.Role;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class AdminGateTest {
    @Inject
    GatewayDesk desk;

    private Lab lab;
    private Api api;

    @BeforeEach
    void open() {
        lab = Lab.open(desk);
        api = Api.local(lab.localToken());
    }

    @AfterEach
    void close() {
        lab.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "api/v1/sessions",
                "api/v1/accounts/x",
                "api/v1/nothing",
                "api/v2",
                "q/health",
                "api/v1/openapi/",
                "api/v1/openapi%2e",
                "api/v1/./openapi",
                "api/v1//openapi",
                "api/v1/openapi/../sessions",
                "%61pi/v1/sessions",
                "api/v1/openapi;x"
            })
    void whoeverBearsNoTokenLearnsNothing(String path) {
        Api.Answer answer = api.as("").get(path);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
        assertThat(answer.json().get("status").intValue()).isEqualTo(401);
    }

    @Test
    void onlyTheDescriptionNeedsNoToken() {
        Api.Answer answer = api.as("").send("GET", "api/v1/openapi", Optional.empty(), "Accept", "application/json");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("openapi").textValue()).startsWith("3.");
    }

    @Test
    void aTokenMustBeWholeAndAlone() {
        String token = lab.localToken();
        char last = token.charAt(token.length() - 5);
        String other = token.substring(0, token.length() - 5)
                + (last == 'A' ? 'B' : 'A')
                + token.substring(token.length() - 4);
        for (String wrong : List.of(
                other, token + "x", token.substring(0, 20), "x".repeat(5000), "fg_0000000000_" + "A".repeat(43))) {
            assertThat(api.as(wrong).get("api/v1/sessions").status()).isEqualTo(401);
        }
        Api none = api.as("");
        for (String scheme : List.of("Basic ", "", "Bearer", "Token ")) {
            assertThat(none.send("GET", "api/v1/sessions", Optional.empty(), "Authorization", scheme + token)
                            .status())
                    .isEqualTo(401);
        }
        assertThat(none.send("GET", "api/v1/sessions", Optional.empty(), "Authorization", "bearer " + token)
                        .status())
                .isEqualTo(200);
        assertThat(api.send("GET", "api/v1/sessions", Optional.empty(), "Authorization", "Bearer " + token)
                        .status())
                .isEqualTo(401);
        assertThat(none.get("api/v1/sessions?token=" + token).status()).isEqualTo(401);
    }

    @Test
    void anExpiredTokenLetsNobodyIn() {
        String token = lab.tokens
                .create("old", Role.ADMIN, Instant.now().minusSeconds(1))
                .orElseThrow()
                .text();
        assertThat(api.as(token).get("api/v1/sessions").status()).isEqualTo(401);
    }

    @Test
    void answersInWordsWhileTheGatewayStarts() {
        desk.close();
        assertThat(api.get("api/v1/sessions").status()).isEqualTo(503);
    }

    @Test
    void whatTheFrameworkRefusesIsAProblemToo() {
        assertProblem(api.get("api/v1/nothing"), 404);
        assertProblem(api.get("anything"), 404);
        assertProblem(api.get("api/v1/accounts/../../secret"), 404);
        assertProblem(api.post("api/v1/sessions", "{}"), 405);
        assertProblem(api.send("PROPFIND", "api/v1/sessions", Optional.empty()), 405);
        assertProblem(
                api.send(
                        "POST",
                        "api/v1/tokens",
                        Optional.of("a=b".getBytes(UTF_8)),
                        "Content-Type",
                        "application/x-www-form-urlencoded"),
                415);
        assertProblem(
                api.send("POST", "api/v1/tokens", Optional.of("{}".getBytes(UTF_8)), "Content-Type", "nonsense"), 415);
        assertProblem(api.send("GET", "api/v1/sessions", Optional.empty(), "Accept", "text/html"), 406);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[]",
                "7",
                "null",
                "\"x\"",
                "{} {}",
                "{\"name\":\"a\",\"name\":\"b\"}",
                "{'name':'a'}",
                "{\"name\":}",
                "\u0000",
                "{\"a\":1e999999999}",
                "\uFEFF{}x",
                "{\"name\":\"\\ud800\"}"
            })
    void malformedBodiesAreProblems(String body) {
        assertProblem(api.post("api/v1/accounts", body), 400);
        assertProblem(api.put("api/v1/accounts/declared", "*", body), 400);
    }

    @Test
    void deepAndLongBodiesAreProblems() {
        assertProblem(api.post("api/v1/accounts", "{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}"), 400);
        assertProblem(api.post("api/v1/accounts", "{\"a\":\"" + "x".repeat(Body.MOST) + "\"}"), 413);
        assertProblem(api.post("api/v1/accounts", "{\"a\":\"" + "x".repeat(6 * Body.MOST) + "\"}"), 413);
    }

    @Test
    void aLongBodyThatDoesNotSayItsLengthIsOneToo() throws IOException, InterruptedException {
        byte[] piece = new byte[100_000];
        HttpRequest request = HttpRequest.newBuilder(URI.create(api.base() + "api/v1/accounts"))
                .header("Authorization", "Bearer " + lab.localToken())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.fromPublisher(
                        HttpRequest.BodyPublishers.ofByteArrays(Collections.nCopies(15, piece))))
                .build();
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            assertThat(client.send(request, HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(413);
        }
    }

    @Test
    void nothingIsKeptByCaches() {
        assertThat(api.get("api/v1/sessions").header("Cache-Control")).isEqualTo("no-store");
        assertThat(api.get("api/v1/sessions").header("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    private static void assertProblem(Api.Answer answer, int status) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.json().get("status").intValue()).isEqualTo(status);
        assertThat(answer.json().get("detail").textValue())
                .isNotBlank()
                .doesNotContain("Exception", "jackson", "quarkus");
    }
}
