package dev.filegate.admin.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.filegate.admin.Api;
import dev.filegate.admin.GatewayDesk;
import dev.filegate.admin.Lab;
import dev.filegate.core.audit.AuditEvent;
import dev.filegate.core.auth.Credential;
import dev.filegate.core.auth.Secret;
import dev.filegate.core.failure.Failure;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.session.Session;
import dev.filegate.core.storage.ReadableFile;
import dev.filegate.core.storage.StorageActions;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OperationsApiTest {
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
    void listsAndLiftsBans() {
        InetAddress client = InetAddress.ofLiteral("192.0.2.7");
        InetAddress six = InetAddress.ofLiteral("2001:db8::1");
        for (int i = 0; i < 10; i++) {
            lab.bans.abuse(client, Session.Abuse.ATTACK);
            lab.bans.abuse(six, Session.Abuse.ATTACK);
        }
        JsonNode bans = api.get("api/v1/bans").json().get("items");
        assertThat(bans).hasSize(2);
        assertThat(bans.get(0).get("network").textValue()).isEqualTo("192.0.2.7/32");
        assertThat(bans.get(1).get("network").textValue()).isEqualTo("2001:db8::/64");
        assertThat(api.delete("api/v1/bans/192.0.2.7").status()).isEqualTo(204);
        assertThat(api.delete("api/v1/bans/2001:db8::%2F64").status()).isEqualTo(204);
        assertThat(api.delete("api/v1/bans/192.0.2.7").status()).isEqualTo(404);
        assertThat(api.delete("api/v1/bans/everybody").status()).isEqualTo(400);
        assertThat(api.get("api/v1/bans").json().get("items")).isEmpty();
        assertThat(lab.events)
                .filteredOn(AuditEvent.BanLifted.class::isInstance)
                .hasSize(2);
    }

    @Test
    void listsAndEndsTransfers() {
        Session session = lab.connect("192.0.2.1", new AtomicBoolean());
        var accepted =
                (Session.LoginResult.Accepted) session.login(new Credential.Password("declared", Secret.of("secret")));
        StorageActions.put(accepted.storage(), "/a", "0123456789");
        try (ReadableFile file = accepted.storage().openForRead(VirtualPath.parse("/a"))) {
            file.read(ByteBuffer.allocate(4), 0);
            JsonNode transfer = api.get("api/v1/transfers?account=declared&session=" + session.id())
                    .json()
                    .get("items")
                    .get(0);
            assertThat(transfer.get("path").textValue()).isEqualTo("/a");
            assertThat(transfer.get("direction").textValue()).isEqualTo("download");
            assertThat(transfer.get("bytes").longValue()).isEqualTo(4);
            assertThat(transfer.get("size").longValue()).isEqualTo(10);
            assertThat(transfer.get("progress").doubleValue()).isEqualTo(0.4);
            String id = transfer.get("id").textValue();
            assertThat(api.delete("api/v1/transfers/" + id + "?reason=enough").status())
                    .isEqualTo(204);
            StorageActions.assertFails(Failure.UNAVAILABLE, () -> file.read(ByteBuffer.allocate(4), 4));
            assertThat(api.delete("api/v1/transfers/none").status()).isEqualTo(404);
        }
        assertThat(api.get("api/v1/transfers").json().get("items")).isEmpty();
    }

    @Test
    void showsStorages() {
        assertThat(api.get("api/v1/storages").json().get("items").get(0))
                .isEqualTo(Api.parse("{'name':'" + lab.backend.name() + "','type':'local','reachable':true}"));
        assertThat(api.get("api/v1/storages/" + lab.backend.name()).status()).isEqualTo(200);
        assertThat(api.get("api/v1/storages/other").status()).isEqualTo(404);
    }

    @Test
    void explainsWithTheRuleAndItsWords() {
        String question = "api/v1/explain?account=declared&protocol=sftp&operation=download&path=/none";
        JsonNode answer = api.get(question).json();
        assertThat(answer.get("allowed").booleanValue()).isFalse();
        assertThat(answer.get("rule").textValue()).isEqualTo("storage");
        assertThat(answer.get("operation").textValue()).isEqualTo("read");
        assertThat(answer.get("steps").get(0).get("rule").textValue()).isEqualTo("shutdown");
        assertThat(api.get(question.replace("/none", "/").replace("download", "list"))
                        .json()
                        .get("allowed")
                        .booleanValue())
                .isTrue();
        for (String wrong :
                List.of("protocol=gopher", "operation=fly", "path=none", "path=/../x", "address=10.0.0.0/8", "x=y")) {
            String name = wrong.substring(0, wrong.indexOf('='));
            assertThat(api.get(question.replaceFirst("&" + name + "=[^&]*", "") + "&" + wrong)
                            .status())
                    .as(wrong)
                    .isEqualTo(400);
        }
        assertThat(api.get("api/v1/explain").json().get("errors")).hasSize(1);
    }

    @Test
    void searchesAndVerifiesTheAuditTrail() {
        Session session = lab.connect("192.0.2.1", new AtomicBoolean());
        var accepted =
                (Session.LoginResult.Accepted) session.login(new Credential.Password("declared", Secret.of("secret")));
        StorageActions.put(accepted.storage(), "/in.csv", "x");
        StorageActions.put(accepted.storage(), "/out.txt", "x");
        JsonNode found = api.get("api/v1/audit?account=declared&path=*.csv&since=1h&event=transferred&protocol=sftp")
                .json()
                .get("items");
        assertThat(found).hasSize(1);
        assertThat(found.get(0).get("path").textValue()).isEqualTo("/in.csv");
        assertThat(found.get(0).get("hash").textValue()).hasSize(64);
        List<Long> numbers = new ArrayList<>();
        String path = "api/v1/audit?limit=1";
        while (!path.isEmpty()) {
            JsonNode page = api.get(path).json();
            page.get("items").forEach(event -> numbers.add(event.get("sequence").longValue()));
            path = page.has("next")
                    ? "api/v1/audit?limit=1&cursor=" + page.get("next").textValue()
                    : "";
        }
        assertThat(numbers).containsExactly(4L, 3L, 2L, 1L);
        assertThat(api.post("api/v1/audit/verification", "")
                        .json()
                        .get("intact")
                        .booleanValue())
                .isTrue();
        assertThat(api.get("api/v1/audit/verification").text()).isEqualTo("{\"items\":[]}");
        lab.archive.tamper(2, "{}");
        JsonNode tampered = api.post("api/v1/audit/verification", "").json();
        assertThat(tampered.get("intact").booleanValue()).isFalse();
        assertThat(tampered.get("findings").get(0).get("sequence").longValue()).isEqualTo(2);
        lab.archive.tamper(2, "no json");
        assertThat(api.get("api/v1/audit").text()).contains("no json");
        for (String wrong : List.of(
                "since=soon", "path=", "limit=0", "limit=1001", "limit=ten", "cursor=%21", "cursor=YQ", "protocol=x")) {
            assertThat(api.get("api/v1/audit?" + wrong).status()).as(wrong).isEqualTo(400);
        }
    }

    @Test
    void tokensComeOnceAndGo() {
        Api.Answer made = api.post("api/v1/tokens", "{\"name\":\"ci\",\"role\":\"auditor\",\"expires\":\"30d\"}");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        String token = made.json().get("token").textValue();
        String id = made.json().get("id").textValue();
        assertThat(api.as(token).get("api/v1/sessions").status()).isEqualTo(200);
        assertThat(api.get("api/v1/tokens").text()).contains(id, "local").doesNotContain(token, "hash");
        assertThat(api.get("api/v1/tokens/" + id).json().get("role").textValue())
                .isEqualTo("auditor");
        assertThat(api.delete("api/v1/tokens/" + id).status()).isEqualTo(204);
        assertThat(api.as(token).get("api/v1/sessions").status()).isEqualTo(401);
        String local =
                api.get("api/v1/tokens").json().get("items").get(0).get("id").textValue();
        assertThat(api.delete("api/v1/tokens/" + local).status()).isEqualTo(409);
        assertThat(lab.acts()).noneMatch(act -> act.detail().contains(token.substring(14)));
        for (String wrong : List.of(
                "{}",
                "{'name':'x'}",
                "{'name':'x','role':'king'}",
                "{'name':'','role':'admin'}",
                "{'name':'local','role':'admin'}",
                "{'name':'x','role':'admin','expires':'2020-01-01'}")) {
            assertThat(api.post("api/v1/tokens", wrong.replace('\'', '"')).status())
                    .as(wrong)
                    .isEqualTo(400);
        }
    }
}
