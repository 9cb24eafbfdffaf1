package dev.filegate.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** An operator's day with a gateway that was never used, in the order in which it goes. */
final class Day {
    private static final int SMALL = 60_000;
    private static final int LARGE = 8_000_000;

    /** Failed logins that lead to a ban unless configured otherwise. */
    private static final int GUESSES = 10;

    private final Gateway gateway;
    private final DayDatabase database;
    private final Operator operator;
    private final Partner acme;
    private final Partner keyholder;
    private final Partner scanner;

    Day(Gateway gateway, DayDatabase database) {
        this.gateway = gateway;
        this.database = database;
        this.operator = new Operator(gateway.home(), gateway.makeDirectory("terminal"));
        this.acme = new Partner(gateway, "acme", "secret-of-acme");
        this.keyholder = new Partner(gateway, "keyholder", "");
        this.scanner = new Partner(gateway, "scanner", "");
    }

    /** A group, an account of it with a password, one with a key, one for devices. */
    void makeAccounts() {
        operator.does("group", "add", "partners", "--storage", "files", "--path", "/partners/{account}");
        operator.doesWith("secret-of-acme\n", "account", "add", "acme", "--group", "partners", "--password-stdin");
        Path key = keyholder.makesKey();
        operator.does(
                "account",
                "add",
                "keyholder",
                "--storage",
                "files",
                "--path",
                "/partners/acme",
                "--permissions",
                "list,read",
                "--authorized-key",
                key.toString());
        operator.does(
                "account",
                "add",
                "scanner",
                "--storage",
                "files",
                "--path",
                "/scans",
                "--protocols",
                "tftp",
                "--networks",
                "127.0.0.0/8");
        assertThat(operator.asks("account", "list").findValuesAsText("name"))
                .containsExactly("acme", "keyholder", "scanner");
        assertThat(operator.does("account", "list")).contains("NAME", "acme", "partners", "files:/scans");
        assertThat(operator.asks("storage", "list").get(0).get("reachable").asBoolean())
                .isTrue();
    }

    /** Every way in, a file each way. */
    void logInByAllProtocols() {
        Path sent = acme.has("small.bin", SMALL);
        acme.ftp("-T small.bin", "/by-ftp.bin").succeeded();
        acme.ftp("-o by-ftp.bin", "/by-ftp.bin").succeeded();
        acme.ftp("--insecure --ssl-reqd -T small.bin", "/by-tls.bin").succeeded();
        acme.ftps("-o by-tls.bin", "/by-tls.bin").succeeded();
        acme.sftp("put small.bin by-sftp.bin\nget by-sftp.bin by-sftp.bin").succeeded();
        acme.scp("small.bin", "gateway:by-scp.bin").succeeded();
        keyholder.scp("gateway:by-scp.bin", "by-scp.bin").succeeded();
        scanner.has("small.bin", SMALL);
        scanner.tftp("put small.bin by-tftp.bin").succeeded();
        scanner.tftp("get by-tftp.bin by-tftp.bin").succeeded();
        String hash = Sha256.of(sent);
        for (String file : List.of("by-ftp.bin", "by-tls.bin", "by-sftp.bin")) {
            assertThat(Sha256.of(acme.got(file))).as(file).isEqualTo(hash);
        }
        assertThat(Sha256.of(keyholder.got("by-scp.bin"))).isEqualTo(hash);
        assertThat(Sha256.of(scanner.got("by-tftp.bin"))).isEqualTo(hash);
        JsonNode transfers =
                operator.awaits(events -> events.size() == 10, "audit", "search", "--event", "transferred");
        assertThat(Set.copyOf(transfers.findValuesAsText("protocol")))
                .containsExactlyInAnyOrder("ftp", "ftps", "sftp", "scp", "tftp");
        assertThat(Set.copyOf(transfers.findValuesAsText("completion"))).containsExactly("complete");
        assertThat(operator.asks("audit", "search", "--event", "logged_in").findValuesAsText("method"))
                .contains("password", "public_key", "address");
    }

    /** A quota that is full refuses through every protocol, by the same rule, and says so to who asks why. */
    void exceedAQuota() {
        operator.does("account", "set", "acme", "--quota-bytes", Long.toString(4L * SMALL + 10_000));
        assertThat(operator.asks("account", "quota", "acme").get("bytes").asLong())
                .isEqualTo(4L * SMALL);
        assertThat(acme.ftp("--verbose -T small.bin", "/more.bin").output()).contains("< 552 ");
        assertThat(acme.sftp("put small.bin more.bin").exitCode()).isNotZero();
        assertThat(acme.scp("small.bin", "gateway:more.bin").exitCode()).isNotZero();
        JsonNode refusals = operator.awaits(
                events -> events.size() >= 3, "audit", "search", "--event", "refused", "--account", "acme");
        assertThat(Set.copyOf(refusals.findValuesAsText("rule"))).containsExactly("quota");
        assertThat(Set.copyOf(refusals.findValuesAsText("protocol"))).containsExactlyInAnyOrder("ftp", "sftp", "scp");
        operator.does("account", "set", "acme", "--quota-bytes", Long.toString(4L * SMALL));
        assertThat(explained("acme", "ftp", "write", "/more.bin")).isEqualTo("quota");
        assertThat(explained("keyholder", "sftp", "delete", "/by-scp.bin")).isEqualTo("permissions");
        operator.does("account", "set", "acme", "--quota-bytes", "100M");
        acme.ftp("-T small.bin", "/more.bin").succeeded();
        assertThat(operator.asks("account", "quota", "acme", "--recount")
                        .get("bytes")
                        .asLong())
                .isEqualTo(5L * SMALL);
    }

    private String explained(String account, String protocol, String operation, String path) {
        JsonNode answer = operator.asks(
                "explain", "--account", account, "--protocol", protocol, "--operation", operation, "--path", path);
        return answer.path("rule").asText();
    }

    /** Whoever guesses is shut out, with the right password too, until an operator lifts the ban. */
    void beBannedExplainedAndPardoned() {
        for (int i = 0; i < GUESSES; i++) {
            assertThat(acme.guesses("not it").output()).contains("login incorrect");
        }
        JsonNode bans = operator.awaits(list -> !list.isEmpty(), "ban", "list");
        assertThat(bans.get(0).get("network").asText()).isEqualTo("127.0.0.1/32");
        assertThat(acme.ftp("", "/").exitCode()).isNotZero();
        assertThat(acme.sftp("ls").exitCode()).isNotZero();
        assertThat(explained("acme", "ftp", "list", "/")).isEqualTo("bans");
        JsonNode refused =
                operator.awaits(events -> !events.isEmpty(), "audit", "search", "--event", "session_refused");
        assertThat(refused.get(0).get("rule").asText()).isEqualTo("bans");
        operator.does("ban", "lift", "127.0.0.1");
        assertThat(operator.asks("ban", "list")).isEmpty();
        assertThat(explained("acme", "ftp", "list", "/")).isEmpty();
        acme.ftp("", "/").succeeded();
    }

    /** An upload that is seen on its way and ended, and then a whole session of another protocol. Nothing of either is left to see. */
    void watchAndKill() {
        acme.has("large.bin", LARGE);
        try (Shell.Started upload = acme.ftpBegun("--limit-rate 50K -T large.bin", "/large.bin")) {
            JsonNode transfer = running("/large.bin");
            assertThat(transfer.get("direction").asText()).isEqualTo("upload");
            assertThat(operator.does("transfer", "list")).contains("/large.bin", "acme", "upload");
            operator.does("transfer", "kill", transfer.get("id").asText(), "--reason", "too slow");
            assertThat(upload.await().exitCode()).isNotZero();
        }
        try (Shell.Started upload = acme.sftpBegun("-l 400", "put large.bin large.bin")) {
            String session = running("/large.bin").get("session").asText();
            assertThat(operator.asks("session", "list").findValuesAsText("id")).contains(session);
            operator.does("session", "kill", session, "--reason", "enough");
            assertThat(upload.await().exitCode()).isNotZero();
        }
        operator.awaits(JsonNode::isEmpty, "session", "list");
        JsonNode ended = operator.awaits(
                events -> events.size() == 2, "audit", "search", "--event", "transferred", "--path", "/large.bin");
        assertThat(ended.findValuesAsText("completion")).containsOnly("aborted");
        assertThat(gateway.root().resolve("partners/acme/large.bin")).doesNotExist();
    }

    private JsonNode running(String path) {
        JsonNode transfers = operator.awaits(
                list -> list.size() == 1 && list.get(0).path("bytes").asLong() > 0, "transfer", "list");
        assertThat(transfers.get(0).get("path").asText()).isEqualTo(path);
        return transfers.get(0);
    }

    /** A session that runs ends when its account is disabled, and no other begins. */
    void disableAnAccount() {
        try (Shell.Started upload = acme.ftpBegun("--limit-rate 50K -T large.bin", "/large.bin")) {
            running("/large.bin");
            operator.does("account", "set", "acme", "--disabled");
            assertThat(upload.await().exitCode()).isNotZero();
        }
        operator.awaits(JsonNode::isEmpty, "session", "list");
        assertThat(explained("acme", "ftp", "list", "/")).isEqualTo("disabled");
        operator.does("account", "set", "acme", "--disabled=false");
        acme.ftp("", "/").succeeded();
    }

    /** What happened is found by whom, what, where and when. */
    void searchTheAudit() {
        assertThat(operator.does("audit", "search", "--since", "1h", "--path", "by-*"))
                .contains("transferred", "/by-sftp.bin", "scanner", "keyholder")
                .doesNotContain("/more.bin");
        assertThat(operator.asks("audit", "search", "--until", "2020-01-01")).isEmpty();
        assertThat(operator.asks("audit", "search", "--protocol", "tftp", "--event", "transferred")
                        .findValuesAsText("account"))
                .containsOnly("scanner");
        assertThat(operator.asks("audit", "search", "--event", "administered").findValuesAsText("action"))
                .contains("account.create", "group.create", "ban.lift", "session.kill", "transfer.end");
        String token = operator.does("token", "create", "watcher", "--role", "auditor", "--expires", "1d");
        Operator watcher = new Operator(gateway.home(), gateway.makeDirectory("elsewhere"));
        Path file = watcher.keeps("watcher.token", token);
        watcher.isRefused(
                1,
                "refused: this needs the role admin",
                "account",
                "remove",
                "acme",
                "--token-file",
                file.toString(),
                "--url",
                operator.url());
        operator.isRefused(1, "there is no account \"nobody\"", "account", "show", "nobody");
        operator.isRefused(2, "Unknown option", "account", "list", "--bogus");
    }

    /** What was written holds, also over a kill; what somebody changed in it is found, and where. */
    void verifyAndTamper() {
        assertThat(operator.asks("audit", "verify").get("intact").asBoolean()).isTrue();
        gateway.kill();
        gateway.restart();
        JsonNode before = operator.asks("audit", "verify");
        assertThat(before.get("intact").asBoolean()).isTrue();
        JsonNode refused = operator.asks("audit", "search", "--event", "session_refused", "--limit", "1");
        long sequence = refused.get(0).get("sequence").asLong();
        gateway.kill();
        assertThat(database.tamper(
                        gateway,
                        "update audit_record set json = replace(json, '127.0.0.1', '192.0.2.1') where sequence = "
                                + sequence))
                .isEqualTo(1);
        gateway.restart();
        operator.isRefused(1, "the audit trail was tampered with", "audit", "verify");
        assertThat(findings()).containsExactly("record " + sequence + ": the record was changed");
        gateway.kill();
        assertThat(database.tamper(gateway, "delete from audit_record where sequence = " + sequence))
                .isEqualTo(1);
        gateway.restart();
        assertThat(findings()).contains("record " + sequence + ": record " + sequence + " is missing");
    }

    private List<String> findings() {
        Operator.Outcome outcome = operator.gives("", "audit", "verify");
        assertThat(outcome.exitCode()).isEqualTo(1);
        return outcome.out().lines().toList();
    }
}
