package dev.filegate.admin.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class AccountsApiTest {
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

    private static final String ALICE =
            "{'name':'alice','password':'wonderland','mounts':[{'at':'/','storage':'main','path':'/alice'}]}"
                    .replace('\'', '"');

    @Test
    void makesShowsChangesAndRemoves() {
        Api.Answer made = api.post("api/v1/accounts", ALICE);
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(made.header("Location")).endsWith("/api/v1/accounts/alice");
        assertThat(made.header("ETag")).isEqualTo("\"1\"");
        assertThat(made.text()).doesNotContain("wonderland", "argon2id");
        JsonNode shown = api.get("api/v1/accounts/alice").json();
        assertThat(shown).isEqualTo(made.json());
        assertThat(shown.get("has_password").booleanValue()).isTrue();
        assertThat(shown.get("origin").textValue()).isEqualTo("database");
        assertThat(lab.store.find("alice").orElseThrow().value().proofs().passwordHash())
                .startsWith("{argon2id}");
        JsonNode changed = api.patch(
                        "api/v1/accounts/alice",
                        "{\"description\":\"a scanner\",\"limits\":{\"quota_bytes\":1000},\"permissions\":[\"list\",\"write\"]}")
                .json();
        assertThat(changed.get("description").textValue()).isEqualTo("a scanner");
        assertThat(changed.get("limits")).isEqualTo(Api.parse("{'quota_bytes':1000}"));
        assertThat(changed.get("permissions")).isEqualTo(Api.parse("['list','write']"));
        assertThat(changed.get("mounts")).isEqualTo(shown.get("mounts"));
        assertThat(changed.get("version").intValue()).isEqualTo(2);
        assertThat(api.delete("api/v1/accounts/alice").status()).isEqualTo(204);
        assertThat(api.get("api/v1/accounts/alice").status()).isEqualTo(404);
        assertThat(lab.acts())
                .extracting(act -> act.action() + " " + act.subject() + " " + act.detail())
                .containsExactly(
                        "account.create alice password, mounts",
                        "account.update alice description, permissions, limits",
                        "account.remove alice ");
    }

    @Test
    void whatIsShownCanBePutBackUnchanged() {
        api.post("api/v1/groups", "{\"name\":\"partners\",\"protocols\":[\"sftp\"]}");
        String full = """
                {"name":"full","description":"d","disabled":true,"password":"{bcrypt}$2b$12$WApznUOJfkEGSmYRfnkrPOr466oFDCaj4b6HY3EXGvfxm43seywhe",
                 "principals":["p"],"authentication":[["public_key","password"]],"groups":["partners"],
                 "mounts":[{"at":"/","storage":"main","path":"/{account}"},{"at":"/shared","storage":"main","path":"/pub","permissions":["list","read"]}],
                 "permissions":["list","read","write"],"paths":[{"pattern":"/in/**","permissions":["write"]}],
                 "file_names":{"allowed":["*.csv"],"denied":["*.exe"],"hidden":[".*"]},
                 "protocols":["ftps","sftp"],"networks":["10.0.0.0/8","2001:db8::/32"],"hours":["mon-fri 08:00-18:00 Europe/Berlin"],
                 "valid_until":"2030-01-01T00:00:00Z","limits":{"max_sessions":2,"quota_bytes":1,"quota_files":2,"upload_rate":3,
                 "download_rate":4,"volume_per_day":5,"volume_per_month":6,"largest_file":7}}""";
        Api.Answer made = api.post("api/v1/accounts", full);
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        var kept = lab.store.find("full").orElseThrow().value();
        Api.Answer back = api.put("api/v1/accounts/full", "\"1\"", made.text());
        assertThat(back.status()).as(back.text()).isEqualTo(200);
        assertThat(lab.store.find("full").orElseThrow().value()).isEqualTo(kept);
        assertThat(made.json().get("limits")).hasSize(8);
    }

    @Test
    void twoAdministratorsDoNotUndoEachOthersChanges() {
        api.post("api/v1/accounts", ALICE);
        String etag = api.get("api/v1/accounts/alice").header("ETag");
        String one = ALICE.replace("}]}", "}],\"description\":\"one\"}");
        String other = ALICE.replace("}]}", "}],\"description\":\"other\"}");
        assertThat(api.put("api/v1/accounts/alice", etag, one).status()).isEqualTo(200);
        Api.Answer late = api.put("api/v1/accounts/alice", etag, other);
        assertThat(late.status()).isEqualTo(412);
        assertThat(late.json().get("detail").textValue()).contains("changed meanwhile");
        assertThat(api.patch("api/v1/accounts/alice", "{}", "If-Match", etag).status())
                .isEqualTo(412);
        assertThat(api.delete("api/v1/accounts/alice", "If-Match", etag).status())
                .isEqualTo(412);
        assertThat(api.get("api/v1/accounts/alice").json().get("description").textValue())
                .isEqualTo("one");
        assertThat(api.send(
                                "PUT",
                                "api/v1/accounts/alice",
                                Optional.of(other.getBytes(UTF_8)),
                                "Content-Type",
                                "application/json")
                        .status())
                .isEqualTo(428);
    }

    @Test
    void aPasswordStaysUntilItIsChangedOrTakenAway() {
        api.post("api/v1/accounts", ALICE);
        String hash = hash();
        api.patch("api/v1/accounts/alice", "{\"disabled\":true}");
        api.put("api/v1/accounts/alice", "*", ALICE.replace(",\"password\":\"wonderland\"", ""));
        assertThat(hash()).isEqualTo(hash);
        api.patch("api/v1/accounts/alice", "{\"password\":\"looking-glass\"}");
        assertThat(hash()).isNotEqualTo(hash).startsWith("{argon2id}");
        api.patch("api/v1/accounts/alice", "{\"password\":null}");
        assertThat(hash()).isEmpty();
    }

    private String hash() {
        return lab.store.find("alice").orElseThrow().value().proofs().passwordHash();
    }

    @Test
    void declaredAccountsAreShownAndNotChanged() {
        JsonNode declared = api.get("api/v1/accounts/declared").json();
        assertThat(declared.get("origin").textValue()).isEqualTo("declared");
        assertThat(declared.toString()).doesNotContain("secret");
        Api.Answer refused = api.patch("api/v1/accounts/declared", "{\"disabled\":true}");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text()).contains("declared in the configuration");
        assertThat(api.delete("api/v1/accounts/declared").status()).isEqualTo(409);
        assertThat(api.post("api/v1/accounts", ALICE.replace("alice", "declared"))
                        .status())
                .isEqualTo(409);
    }

    @Test
    void aNameIsTakenOnce() {
        api.post("api/v1/accounts", ALICE);
        assertThat(api.post("api/v1/accounts", ALICE).status()).isEqualTo(409);
    }

    @Test
    void pagesHoldEveryAccountOnceInOrder() {
        List<String> names = new ArrayList<>(List.of("declared"));
        for (int i = 0; i < 23; i++) {
            String name = "n" + (char) ('a' + i);
            names.add(name);
            lab.store.create(Definitions.account(
                    name,
                    (ObjectNode) Api.parse(ALICE.replace("alice", name).replace(",\"password\":\"wonderland\"", "")),
                    ""));
        }
        List<String> seen = new ArrayList<>();
        String path = "api/v1/accounts?limit=5";
        while (!path.isEmpty()) {
            JsonNode page = api.get(path).json();
            page.get("items").forEach(item -> seen.add(item.get("name").textValue()));
            path = page.has("next")
                    ? "api/v1/accounts?limit=5&cursor=" + page.get("next").textValue()
                    : "";
        }
        assertThat(seen).isEqualTo(names);
        assertThat(api.get("api/v1/accounts?q=NC").json().get("items")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
                    'name':'a/b'; name
                    'name':'..'; name
                    'name':'anonymous'; name
                    'name':''; name
                    'mounts':[{'at':'/','storage':'nowhere','path':'/'}]; mounts[0].storage
                    'mounts':[{'at':'/../up','storage':'main','path':'/'}]; mounts[0].at
                    'mounts':[{'at':'up','storage':'main','path':'/'}]; mounts[0].at
                    'mounts':[{'at':'/','storage':'main'}]; mounts[0].path
                    'mounts':[{'at':'/','storage':'main','path':'/a\\u0000b'}]; mounts[0].path
                    'mounts':[{'at':'/','storage':'main','path':'/a'},{'at':'/','storage':'main','path':'/b'}]; mounts[1].at
                    'mounts':[{'at':'/','storage':'main','path':'/a','permission':['list']}]; mounts[0].permission
                    'mounts':{}; mounts
                    'mounts':['/']; mounts[0]
                    'mounts':[]; mounts
                    'permissions':['fly']; permissions[0]
                    'permissions':'list'; permissions
                    'permissions':[7]; permissions[0]
                    'paths':[{'pattern':'/../x','permissions':['list']}]; paths[0].pattern
                    'file_names':{'hidden':['']}; file_names.hidden[0]
                    'protocols':['gopher']; protocols[0]
                    'networks':['example.org']; networks[0]
                    'networks':['10.0.0.0/33']; networks[0]
                    'hours':['always']; hours[0]
                    'valid_until':'soon'; valid_until
                    'limits':{'quota_bytes':-1}; limits.quota_bytes
                    'limits':{'quota_bytes':1.5}; limits.quota_bytes
                    'limits':{'quota_bytes':99999999999999999999}; limits.quota_bytes
                    'limits':{'quota':1}; limits.quota
                    'authorized_keys':['ssh-rsa nonsense']; authorized_keys[0]
                    'authentication':['password']; authentication[0]
                    'password':''; password
                    'password':7; password
                    'password':'{bcrypt}nonsense'; password
                    'groups':['nobody']; groups
                    'disabled':'yes'; disabled
                    'descriptio':'x'; descriptio
                    """)
    void namesTheFieldThatIsWrong(String change, String field) {
        ObjectNode account = (ObjectNode) Api.parse(ALICE);
        account.setAll((ObjectNode) Api.parse("{" + change + "}"));
        Api.Answer refused = api.post("api/v1/accounts", account.toString());
        assertThat(refused.status()).as(refused.text()).isEqualTo(400);
        assertThat(refused.json().get("errors").get(0).get("field").textValue()).isEqualTo(field);
        assertThat(lab.store.find("alice")).isEmpty();
    }

    @Test
    void groupsGiveWhatAccountsDoNotAndStayWhileTheyHaveMembers() {
        Api.Answer made = api.post(
                "api/v1/groups",
                "{\"name\":\"partners\",\"mounts\":[{\"at\":\"/\",\"storage\":\"main\",\"path\":\"/p/{account}\"}]}");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(api.post("api/v1/accounts", "{\"name\":\"bob\",\"groups\":[\"partners\"]}")
                        .status())
                .isEqualTo(201);
        assertThat(api.get("api/v1/accounts?group=partners").json().get("items"))
                .hasSize(1);
        assertThat(api.delete("api/v1/groups/partners").text()).contains("still has 1 account");
        assertThat(api.patch("api/v1/groups/partners", "{\"protocols\":[\"sftp\"]}")
                        .status())
                .isEqualTo(200);
        assertThat(api.put("api/v1/groups/partners", made.header("ETag"), "{}").status())
                .isEqualTo(412);
        api.delete("api/v1/accounts/bob");
        assertThat(api.delete("api/v1/groups/partners").status()).isEqualTo(204);
        assertThat(api.get("api/v1/groups").json().get("items")).isEmpty();
    }

    @Test
    void saysInWordsThatTheDatabaseDoesNotAnswer() {
        lab.store.away(true);
        Api.Answer answer = api.get("api/v1/accounts");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.json().get("detail").textValue()).contains("the database of accounts does not answer");
    }

    @Test
    void showsWhatAnAccountStores() {
        assertThat(api.get("api/v1/accounts/declared/quota").json())
                .isEqualTo(Api.parse("{'bytes':0,'limit_bytes':0,'files':0,'limit_files':0}"));
        assertThat(api.get("api/v1/accounts/nobody/quota").status()).isEqualTo(404);
    }
}
