package dev.filegate.admin.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.filegate.admin.Api;
import dev.filegate.admin.GatewayDesk;
import dev.filegate.admin.Lab;
import dev.filegate.core.audit.AuditEvent;
import dev.filegate.core.auth.Credential;
import dev.filegate.core.auth.Secret;
import dev.filegate.core.session.Session;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SessionsApiTest {
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

    @Test
    void listsWhoIsConnected() {
        assertThat(api.get("api/v1/sessions").text()).isEqualTo("{\"items\":[]}");
        Session session = lab.connect("192.0.2.1", new AtomicBoolean());
        session.login(new Credential.Password("declared", Secret.of("secret")));
        session.activity("RETR /a\u0007b");
        JsonNode shown = api.get("api/v1/sessions").json().get("items").get(0);
        assertThat(shown.get("id").textValue()).isEqualTo(session.id());
        assertThat(shown.get("account").textValue()).isEqualTo("declared");
        assertThat(shown.get("protocol").textValue()).isEqualTo("sftp");
        assertThat(shown.get("remote").textValue()).isEqualTo("192.0.2.1");
        assertThat(shown.get("remote_port").intValue()).isEqualTo(40_000);
        assertThat(shown.get("activity").textValue()).isEqualTo("RETR /a\\x07b");
        assertThat(api.get("api/v1/sessions/" + session.id()).json()).isEqualTo(shown);
        session.close();
        assertThat(api.get("api/v1/sessions/" + session.id()).status()).isEqualTo(404);
    }

    @Test
    void pagesHoldEachSessionOnce() {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 25; i++) {
            ids.add(lab.connect("192.0.2." + i, new AtomicBoolean()).id());
        }
        Set<String> seen = new HashSet<>();
        String cursor = "";
        int pages = 0;
        do {
            JsonNode page = api.get("api/v1/sessions?limit=10" + cursor).json();
            page.get("items")
                    .forEach(session ->
                            assertThat(seen.add(session.get("id").textValue())).isTrue());
            cursor = page.has("next") ? "&cursor=" + page.get("next").textValue() : "";
            pages++;
        } while (!cursor.isEmpty());
        assertThat(seen).isEqualTo(ids);
        assertThat(pages).isEqualTo(3);
    }

    @Test
    void listsOnlyWhatIsAskedFor() {
        lab.connect("192.0.2.1", new AtomicBoolean()).login(new Credential.Password("declared", Secret.of("secret")));
        lab.connect("192.0.2.2", new AtomicBoolean());
        assertThat(api.get("api/v1/sessions?account=declared").json().get("items"))
                .hasSize(1);
        assertThat(api.get("api/v1/sessions?account=other").json().get("items")).isEmpty();
        assertThat(api.get("api/v1/sessions?protocol=sftp").json().get("items")).hasSize(2);
        assertThat(api.get("api/v1/sessions?protocol=ftp").json().get("items")).isEmpty();
        assertThat(api.get("api/v1/sessions?protocol=gopher").status()).isEqualTo(400);
        assertThat(api.get("api/v1/sessions?acount=declared").text())
                .contains("acount", "is not a parameter of this", "account");
    }

    @Test
    void killsAtOnceAndWritesDownWhoAndWhy() {
        AtomicBoolean cut = new AtomicBoolean();
        Session session = lab.connect("192.0.2.1", cut);
        assertThat(api.delete("api/v1/sessions/" + session.id() + "?reason=for%20a%20test")
                        .status())
                .isEqualTo(204);
        assertThat(cut).isTrue();
        assertThat(lab.acts())
                .extracting(
                        AuditEvent.Administered::actor, AuditEvent.Administered::action, AuditEvent.Administered::done)
                .containsExactly(tuple("local", "session.kill", true));
        session.close();
        assertThat(lab.events)
                .filteredOn(AuditEvent.SessionClosed.class::isInstance)
                .extracting(event -> ((AuditEvent.SessionClosed) event).reason())
                .containsExactly("ended by local: for a test");
        assertThat(api.delete("api/v1/sessions/" + session.id()).status()).isEqualTo(404);
        assertThat(lab.acts().getLast().done()).isFalse();
    }
}
