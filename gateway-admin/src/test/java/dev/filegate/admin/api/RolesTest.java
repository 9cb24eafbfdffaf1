package dev.filegate.admin.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.admin.Api;
import dev.filegate.admin.GatewayDesk;
import dev.filegate.admin.Lab;
import dev.filegate.core.token.Role;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RolesTest {
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

    /** Every operation there is, and the least role that may do it. */
    private static final Map<String, Role> NEEDED = Map.ofEntries(
            Map.entry("GET /api/v1/accounts", Role.AUDITOR),
            Map.entry("POST /api/v1/accounts", Role.ADMIN),
            Map.entry("GET /api/v1/accounts/{name}", Role.AUDITOR),
            Map.entry("PUT /api/v1/accounts/{name}", Role.ADMIN),
            Map.entry("PATCH /api/v1/accounts/{name}", Role.ADMIN),
            Map.entry("DELETE /api/v1/accounts/{name}", Role.ADMIN),
            Map.entry("GET /api/v1/accounts/{name}/quota", Role.AUDITOR),
            Map.entry("POST /api/v1/accounts/{name}/quota/recount", Role.OPERATOR),
            Map.entry("GET /api/v1/groups", Role.AUDITOR),
            Map.entry("POST /api/v1/groups", Role.ADMIN),
            Map.entry("GET /api/v1/groups/{name}", Role.AUDITOR),
            Map.entry("PUT /api/v1/groups/{name}", Role.ADMIN),
            Map.entry("PATCH /api/v1/groups/{name}", Role.ADMIN),
            Map.entry("DELETE /api/v1/groups/{name}", Role.ADMIN),
            Map.entry("GET /api/v1/sessions", Role.AUDITOR),
            Map.entry("GET /api/v1/sessions/{id}", Role.AUDITOR),
            Map.entry("DELETE /api/v1/sessions/{id}", Role.OPERATOR),
            Map.entry("GET /api/v1/transfers", Role.AUDITOR),
            Map.entry("DELETE /api/v1/transfers/{id}", Role.OPERATOR),
            Map.entry("GET /api/v1/bans", Role.AUDITOR),
            Map.entry("DELETE /api/v1/bans/{address}", Role.OPERATOR),
            Map.entry("GET /api/v1/storages", Role.AUDITOR),
            Map.entry("GET /api/v1/storages/{name}", Role.AUDITOR),
            Map.entry("GET /api/v1/tokens", Role.OPERATOR),
            Map.entry("POST /api/v1/tokens", Role.ADMIN),
            Map.entry("GET /api/v1/tokens/{id}", Role.OPERATOR),
            Map.entry("DELETE /api/v1/tokens/{id}", Role.ADMIN),
            Map.entry("GET /api/v1/audit", Role.AUDITOR),
            Map.entry("POST /api/v1/audit/verification", Role.AUDITOR),
            Map.entry("GET /api/v1/audit/verification", Role.AUDITOR),
            Map.entry("GET /api/v1/explain", Role.AUDITOR));

    @Test
    void everyOperationOfTheDescriptionIsInTheTable() {
        Set<String> described = new HashSet<>();
        api.send("GET", "api/v1/openapi", Optional.empty(), "Accept", "application/json")
                .json()
                .get("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(
                                method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        assertThat(described).isEqualTo(NEEDED.keySet());
    }

    @Test
    void eachRoleMayDoWhatTheTableSaysAndNothingElse() {
        for (Role role : Role.values()) {
            Api bearer = api.as(lab.token(role));
            NEEDED.forEach((operation, needed) -> {
                String[] parts = operation.split(" ", -1);
                String path = parts[1].substring(1).replaceAll("\\{[a-z]+}", "nothing");
                boolean body = !parts[0].equals("GET") && !parts[0].equals("DELETE");
                int status = bearer.send(
                                parts[0],
                                path,
                                body ? Optional.of("{}".getBytes(UTF_8)) : Optional.empty(),
                                "Content-Type",
                                "application/json",
                                "If-Match",
                                "*")
                        .status();
                if (role.compareTo(needed) <= 0) {
                    assertThat(status).as(role + " " + operation).isNotIn(401, 403, 405, 500);
                } else {
                    assertThat(status).as(role + " " + operation).isEqualTo(403);
                }
                assertThat(api.as("").send(parts[0], path, Optional.empty()).status())
                        .isEqualTo(401);
            });
        }
    }

    @Test
    void whatIsRefusedIsWrittenDownWithTheNameOfTheToken() {
        api.as(lab.token(Role.AUDITOR)).delete("api/v1/sessions/some");
        assertThat(lab.acts().getLast().actor()).isEqualTo("a auditor");
        api.as(lab.token(Role.OPERATOR)).post("api/v1/accounts", "{}");
        assertThat(lab.acts().getLast().action()).isEqualTo("account.create");
        assertThat(lab.acts().getLast().done()).isFalse();
    }
}
