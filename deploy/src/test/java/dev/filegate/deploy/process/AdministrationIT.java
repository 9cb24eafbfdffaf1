package dev.filegate.deploy.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A gateway on each database that it may have, administered by the commands of the same program. */
class AdministrationIT {
    private static final byte[] CONTENT = new byte[60_000];
    private static final Map<String, String> SERVE = Map.of(
            "FILEGATE_FTP_HOST", "127.0.0.1",
            "FILEGATE_FTP_PORT", "0",
            "FILEGATE_FTP_PASSIVE_PORTS", "0",
            "FILEGATE_MANAGEMENT_PORT", "0",
            "FILEGATE_STORAGE_FILES_TYPE", "local",
            "FILEGATE_STORAGE_FILES_ROOT", "files");

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource("dev.filegate.deploy.process.GivenDatabase#kinds")
    void accountsQuotasAndTheAuditTrailOutliveARestart(GivenDatabase.Kind kind) throws IOException {
        try (GivenDatabase database = kind.open()) {
            Map<String, String> environment = new HashMap<>(SERVE);
            environment.putAll(database.variables());
            try (GatewayChild gateway =
                    GatewayChild.start(directory, environment, "serve").awaitReady()) {
                command("secret\n", "account add acme --storage files --path /acme --password-stdin");
                command("", "account set acme --quota-bytes 100K");
                try (FtpVisit acme = new FtpVisit(gateway.listening("ftp"), "acme", "secret")) {
                    acme.store("first.bin", CONTENT);
                    assertThat(command("", "session list --json")).contains("\"acme\"");
                }
                gateway.terminate();
                assertThat(gateway.exitCode()).isZero();
            }
            try (GatewayChild gateway =
                    GatewayChild.start(directory, environment, "serve").awaitReady()) {
                assertThat(command("", "explain --account acme --protocol ftp --operation write --path /second.bin"))
                        .contains("60000 of 102400 bytes");
                try (FtpVisit acme = new FtpVisit(gateway.listening("ftp"), "acme", "secret")) {
                    assertThat(acme.retrieve("first.bin")).isEqualTo(CONTENT);
                    assertThat(acme.tries("second.bin", CONTENT)).startsWith("552");
                }
                assertThat(command("", "account list --json")).contains("\"acme\"");
                assertThat(command("", "audit verify --json")).contains("\"intact\" : true");
            }
        }
        assertThat(Files.size(directory.resolve("files/acme/first.bin"))).isEqualTo(CONTENT.length);
    }

    /** What a command prints; it must succeed. It finds the gateway by its home, which is below the same directory. */
    private String command(String input, String line) {
        try (GatewayChild command =
                GatewayChild.start(directory, Map.of(), line.split(" ", -1)).reading(input)) {
            assertThat(command.exitCode()).as("%s: %s", line, command.err()).isZero();
            return command.out();
        }
    }
}
