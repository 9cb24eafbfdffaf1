package dev.filegate.admin.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.filegate.admin.Api;
import dev.filegate.admin.GatewayDesk;
import dev.filegate.admin.Lab;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What HTTP asks of every resource, whatever it is about. */
@QuarkusTest
class HttpMannersTest {
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
    @ValueSource(strings = {"accounts", "groups", "sessions", "transfers", "bans", "storages", "tokens", "audit"})
    void answersHeadAsGetWithoutABody(String list) {
        Api.Answer get = api.get("api/v1/" + list);
        Api.Answer head = api.send("HEAD", "api/v1/" + list, Optional.empty());
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.response().body()).isEmpty();
        assertThat(head.header("Content-Type")).isEqualTo(get.header("Content-Type"));
        assertThat(api.as("").send("HEAD", "api/v1/" + list, Optional.empty()).status())
                .isEqualTo(401);
    }

    @Test
    void answersOptionsWithWhatIsOffered() {
        Api.Answer answer = api.send("OPTIONS", "api/v1/accounts", Optional.empty());
        assertThat(answer.status()).isBetween(200, 204);
        assertThat(answer.header("Allow")).contains("GET", "POST");
        assertThat(api.as("")
                        .send("OPTIONS", "api/v1/accounts", Optional.empty())
                        .status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/xml", "image/png;q=0.5, text/plain"})
    void whatCannotBeAcceptedIsAProblem(String accept) {
        Api.Answer answer = api.send("GET", "api/v1/sessions", Optional.empty(), "Accept", accept);
        assertThat(answer.status()).isEqualTo(406);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.json().get("detail").textValue()).contains("application/json");
    }

    @Test
    void hugeHeadersAndAddressesHurtNobody() {
        Api.Answer header = api.send("GET", "api/v1/sessions", Optional.empty(), "X-Much", "x".repeat(200_000));
        assertThat(header.status()).isIn(400, 413, 431);
        assertThat(api.get("api/v1/sessions?account=" + "x".repeat(200_000)).status())
                .isIn(400, 414, 431);
        assertThat(api.get("api/v1/sessions").status()).isEqualTo(200);
    }

    @Test
    void pagesGoOnWhereTheyWereWhatEverIsAddedAndRemovedMeanwhile() {
        for (int i = 10; i < 40; i++) {
            make("p" + i);
        }
        List<String> seen = new ArrayList<>();
        String next = page("", seen);
        assertThat(api.delete("api/v1/accounts/p19", "If-Match", "*").status()).isEqualTo(204);
        assertThat(api.delete("api/v1/accounts/p22", "If-Match", "*").status()).isEqualTo(204);
        make("p10a");
        make("p25a");
        while (!next.isEmpty()) {
            next = page(next, seen);
        }
        assertThat(seen)
                .isSorted()
                .doesNotHaveDuplicates()
                .contains("p19", "p25a")
                .doesNotContain("p22", "p10a");
        assertThat(seen).hasSize(30);
    }

    private void make(String name) {
        assertThat(api.post(
                                "api/v1/accounts",
                                "{\"name\":\"" + name + "\",\"mounts\":[{\"at\":\"/\",\"storage\":\"" + Lab.STORAGE
                                        + "\",\"path\":\"/" + name + "\"}]}")
                        .status())
                .isEqualTo(201);
    }

    private String page(String cursor, List<String> seen) {
        JsonNode page = api.get("api/v1/accounts?limit=10&q=p" + (cursor.isEmpty() ? "" : "&cursor=" + cursor))
                .json();
        page.get("items").forEach(account -> seen.add(account.get("name").textValue()));
        return page.path("next").asText("");
    }
}
