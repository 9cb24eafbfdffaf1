package dev.filegate.admin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.filegate.admin.Api;
import dev.filegate.admin.GatewayDesk;
import dev.filegate.admin.Lab;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;

@QuarkusTest
class CommandsTest {
    @Inject
    GatewayDesk desk;

    @TempDir
    Path directory;

    private Lab lab;
    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();

    /** The program without its other commands. */
    @Command(name = "filegate")
    private static final class Program {}

    @BeforeEach
    void open() {
        lab = Lab.open(desk);
    }

    @AfterEach
    void close() {
        lab.close();
    }

    private int run(String... arguments) {
        out = new StringWriter();
        err = new StringWriter();
        List<String> all = new ArrayList<>(List.of(arguments));
        if (!all.contains("--url")) {
            all.addAll(List.of("--url", Api.local("").base().toString()));
        }
        if (!all.contains("--token-file")) {
            all.addAll(List.of("--token-file", lab.home().resolve("admin.token").toString()));
        }
        PrintWriter words = new PrintWriter(err, true);
        return AdminCommands.addTo(new CommandLine(new Program()))
                .setOut(new PrintWriter(out, true))
                .setErr(words)
                .setExecutionExceptionHandler((failure, _, _) -> {
                    if (failure instanceof CommandFailure refused) {
                        words.println(refused.words());
                        return refused.exitCode();
                    }
                    throw failure;
                })
                .execute(all.toArray(String[]::new));
    }

    private JsonNode json(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--json");
        assertThat(run(all.toArray(String[]::new))).as(err.toString()).isZero();
        return Api.parse(out.toString());
    }

    @Test
    void makesAndChangesAnAccountByOptionsAlone() throws IOException {
        Path key = Files.writeString(
                directory.resolve("key.pub"),
                "# mine\nssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl me\n");
        JsonNode made = json(
                "account",
                "add",
                "alice",
                "--storage",
                "main",
                "--permissions",
                "list,write",
                "--authorized-key",
                key.toString(),
                "--mount",
                "/shared=main:/pub",
                "--quota-bytes",
                "64K",
                "--hours",
                "mon-fri 08:00-18:00",
                "--deny-files",
                "*.exe,*.bat",
                "--path-permissions",
                "/in/**=write",
                "--networks",
                "10.0.0.0/8,192.0.2.1",
                "--valid-until",
                "2030-01-01");
        assertThat(made.get("mounts"))
                .isEqualTo(
                        Api.parse(
                                "[{'at':'/','storage':'main','path':'/alice'},{'at':'/shared','storage':'main','path':'/pub'}]"));
        assertThat(made.get("limits").get("quota_bytes").longValue()).isEqualTo(65_536);
        assertThat(made.get("authorized_keys")).hasSize(1);
        JsonNode changed = json(
                "account", "set", "alice", "--storage", "main", "--path", "/elsewhere", "--networks=", "--disabled");
        assertThat(changed.get("mounts"))
                .isEqualTo(
                        Api.parse(
                                "[{'at':'/','storage':'main','path':'/elsewhere'},{'at':'/shared','storage':'main','path':'/pub'}]"));
        assertThat(changed.has("networks")).isFalse();
        assertThat(changed.get("disabled").booleanValue()).isTrue();
        assertThat(changed.get("permissions")).isEqualTo(made.get("permissions"));
        assertThat(run("account", "list")).isZero();
        assertThat(out.toString()).contains("NAME", "alice", "main:/elsewhere", "declared");
        assertThat(json("account", "list").findValuesAsText("name")).containsExactly("alice", "declared");
        assertThat(run("account", "remove", "alice")).isZero();
        assertThat(run("account", "show", "alice")).isEqualTo(1);
        assertThat(err.toString()).contains("there is no account \"alice\"");
    }

    @Test
    void badValuesEndWithTwoAndWords() {
        for (String[] wrong : List.of(
                new String[] {"account", "add", "x", "--storage", "nowhere"},
                new String[] {"account", "add", "x", "--path", "/x"},
                new String[] {"account", "add", "x", "--quota-bytes", "much"},
                new String[] {"account", "add", "x", "--quota-bytes", "99999999999T"},
                new String[] {"account", "add", "x", "--mount", "shared"},
                new String[] {"account", "add", "x", "--authorized-key", "/does/not/exist"},
                new String[] {"account", "set", "declared"},
                new String[] {"audit", "search", "--since", "soon"},
                new String[] {"audit", "search", "--limit", "-1"},
                new String[] {"ban", "lift", "everybody"},
                new String[] {"token", "create", "x", "--role", "king"},
                new String[] {"session", "list", "--url", "nonsense"},
                new String[] {"session", "list", "--token-file", "/does/not/exist"},
                new String[] {"session"},
                new String[] {"account", "list", "--bogus"})) {
            assertThat(run(wrong)).as(String.join(" ", wrong)).isEqualTo(2);
            assertThat(err.toString()).as(String.join(" ", wrong)).isNotBlank();
        }
    }

    @Test
    void killsListsAndExplains() {
        AtomicBoolean cut = new AtomicBoolean();
        String id = lab.connect("192.0.2.1", cut).id();
        assertThat(json("session", "list").findValuesAsText("id")).containsExactly(id);
        assertThat(run("session", "kill", id, "--reason", "a test")).isZero();
        assertThat(cut).isTrue();
        assertThat(run("session", "kill", "none")).isEqualTo(1);
        assertThat(json("transfer", "list")).isEmpty();
        assertThat(json("ban", "list")).isEmpty();
        assertThat(json("storage", "list")).hasSize(1);
        assertThat(run("explain", "--account", "nobody", "--protocol", "ftp", "--operation", "read", "--path", "/"))
                .isZero();
        assertThat(out.toString()).startsWith("refused by authentication: there is no account of that name");
    }

    @Test
    void findsTampering() {
        json("token", "create", "x", "--role", "auditor");
        assertThat(run("audit", "search")).isZero();
        assertThat(out.toString()).contains("administered", "token.create");
        assertThat(run("audit", "verify")).isZero();
        assertThat(out.toString()).startsWith("intact: 1 records");
        assertThat(err.toString()).isEmpty();
        assertThat(run("audit", "verify", "--progress")).isZero();
        assertThat(err.toString()).contains(" records looked at");
        lab.archive.tamper(1, "{}");
        assertThat(run("audit", "verify")).isEqualTo(1);
        assertThat(out.toString()).contains("record 1:");
        assertThat(err.toString()).contains("tampered with");
    }

    @Test
    void saysWhoRefusedAndWhoDoesNotAnswer() throws IOException {
        String token = json("token", "create", "watcher", "--role", "auditor")
                .get("token")
                .textValue();
        Path file = Files.writeString(directory.resolve("token"), token + "\n");
        assertThat(run("account", "remove", "declared", "--token-file", file.toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("refused: this needs the role admin");
        Files.writeString(file, token.substring(0, token.length() - 3) + "xyz");
        assertThat(run("session", "list", "--token-file", file.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("the token is not valid");
        assertThat(run(
                        "session",
                        "list",
                        "--url",
                        URI.create("http://127.0.0.1:1").toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("the gateway at http://127.0.0.1:1 does not answer");
    }

    @Test
    void completesCommandsInShells() {
        AdminCommands.addTo(new CommandLine(new Program()))
                .setOut(new PrintWriter(out, true))
                .execute("completion");
        assertThat(out.toString()).contains("_complete_filegate", "account", "--password-stdin");
    }
}
