package dev.filegate.deploy.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kill -9: what is in the database afterwards. */
class KillIT {
    @TempDir
    Path directory;

    private Path home() {
        return directory.resolve("filegate-data");
    }

    private GatewayChild start() {
        Map<String, String> environment = Map.of(
                "FILEGATE_FTP_PORT", "0",
                "FILEGATE_MANAGEMENT_PORT", "0",
                "FILEGATE_FTP_PASSIVE_PORTS", "0",
                "FILEGATE_ACCOUNTS_DEMO_QUOTA_BYTES", "1000000");
        return GatewayChild.start(directory, environment, "quickstart").awaitReady();
    }

    private static FtpVisit visit(GatewayChild gateway) throws IOException {
        return new FtpVisit(gateway.listening("ftp"), "demo", "demo");
    }

    @Test
    void whatARunningUploadHadReservedIsFreeAgain() throws IOException {
        try (GatewayChild gateway = start();
                FtpVisit demo = visit(gateway)) {
            AuditApi api = new AuditApi(gateway, home());
            demo.store("a.bin", new byte[300_000]);
            OutputStream upload = demo.begin("b.bin");
            upload.write(new byte[400_000]);
            upload.flush();
            gateway.await("the upload is charged", () -> api.stored("demo") == 700_000);
        }
        try (GatewayChild gateway = start();
                FtpVisit demo = visit(gateway)) {
            AuditApi api = new AuditApi(gateway, home());
            assertThat(api.stored("demo")).isEqualTo(300_000);
            demo.store("c.bin", new byte[700_000]);
            assertThatThrownBy(() -> demo.store("d.bin", new byte[1]))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("quota");
            Files.delete(home().resolve("files/a.bin"));
            assertThat(api.recounted("demo")).isEqualTo(700_000);
        }
    }

    @Test
    void eventsThatWaitedAreRecordedOnce() throws IOException {
        List<String> names =
                IntStream.range(100, 130).mapToObj(i -> "/f" + i + ".bin").toList();
        try (GatewayChild gateway = start();
                FtpVisit demo = visit(gateway)) {
            for (String name : names) {
                demo.store(name, new byte[10]);
            }
            gateway.await("the last event is on disk", () -> spooled(names.getLast()));
        }
        try (GatewayChild gateway = start()) {
            AuditApi api = new AuditApi(gateway, home());
            gateway.await("the events are recorded", () -> api.transferred().size() >= names.size());
            assertThat(api.transferred()).containsExactlyElementsOf(names);
            assertThat(api.intact()).isTrue();
        }
    }

    private boolean spooled(String name) {
        try (var segments = Files.list(home().resolve("audit-spool"))) {
            for (Path segment : segments.toList()) {
                if (Files.readString(segment, StandardCharsets.ISO_8859_1).contains(name)) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
