package dev.filegate.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Rules of an account that is declared in the configuration, as clients of FTP and SFTP meet them and the audit trail names them. */
@RealClient(command = "sftp", debianPackage = "openssh-client")
class DeclaredRulesIT {
    @Test
    void holdByFtpAndSftpUnderOneName() throws IOException {
        String farDay = LocalDate.now(ZoneOffset.UTC)
                .plusDays(3)
                .getDayOfWeek()
                .getDisplayName(TextStyle.SHORT, Locale.ENGLISH)
                .toLowerCase(Locale.ROOT);
        try (Gateway gateway = Gateway.start(accounts(farDay))) {
            Operator operator = new Operator(gateway.home(), gateway.makeDirectory("terminal"));
            Partner ruled = new Partner(gateway, "ruled", "pass");
            ruled.has("a.csv", 1000);
            ruled.has("a.exe", 1000);
            ruled.has("large.bin", 110_000);
            Files.createDirectories(gateway.root().resolve("ruled/in"));
            Files.createDirectories(gateway.root().resolve("ruled/out"));
            ruled.sftp("put a.csv").succeeded();
            ruled.ftp("-o back.csv", "/a.csv").succeeded();
            refuses(ruled, "a.csv", "out/a.csv");
            refuses(ruled, "a.exe", "a.exe");
            refuses(ruled, "a.csv", "in/a.csv");
            refuses(ruled, "a.csv", ".a.csv");
            refuses(ruled, "large.bin", "large.bin");
            Partner metered = new Partner(gateway, "metered", "pass");
            metered.has("large.bin", 110_000);
            refuses(metered, "large.bin", "large.bin");
            for (String name : List.of("absent", "stopped")) {
                Partner partner = new Partner(gateway, name, "pass");
                assertThat(partner.guesses("pass").output()).contains("< 530 ");
                assertThat(partner.sftp("ls").exitCode()).isNotZero();
            }
            for (String protocol : List.of("ftp", "sftp")) {
                assertThat(rules(operator, protocol, "refused"))
                        .containsExactly(
                                "permissions",
                                "file-patterns",
                                "file-patterns",
                                "file-patterns",
                                "file-size",
                                "transfer-volume");
                assertThat(rules(operator, protocol, "login_failed")).containsOnly("login-hours", "disabled");
            }
        }
    }

    /** @param day on which one of them may come */
    private static String accounts(String day) {
        return """
                filegate:
                  accounts:
                    ruled:
                      password: pass
                      home: {storage: files, path: /ruled}
                      paths:
                        - {pattern: "/out/**", permissions: [list, read]}
                      file-names: {allowed: "*.csv, *.bin", denied: "/in/*.csv", hidden: ".*"}
                      largest-file: 100K
                    metered:
                      password: pass
                      home: {storage: files, path: /metered}
                      volume-per-day: 50K
                      volume-per-month: 60K
                    absent:
                      password: pass
                      home: {storage: files}
                      hours: %s 00:00-24:00
                    stopped:
                      password: pass
                      home: {storage: files}
                      disabled: true
                """.formatted(day);
    }

    private static void refuses(Partner partner, String from, String to) {
        assertThat(partner.ftp("-T " + from, "/" + to).exitCode()).isNotZero();
        assertThat(partner.sftp("put " + from + " " + to).exitCode()).isNotZero();
    }

    /** Oldest first. */
    private static List<String> rules(Operator operator, String protocol, String event) {
        // OpenSSH offers a password twice, once for each of the methods that take one.
        int expected = event.equals("refused") ? 6 : protocol.equals("sftp") ? 4 : 2;
        JsonNode events = operator.awaits(
                found -> found.size() >= expected, "audit", "search", "--event", event, "--protocol", protocol);
        return events.findValuesAsText("rule").reversed();
    }
}
