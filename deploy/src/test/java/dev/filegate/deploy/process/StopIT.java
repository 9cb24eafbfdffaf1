package dev.filegate.deploy.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StopIT {
    private static final byte[] PART = new byte[100_000];

    @TempDir
    Path directory;

    private GatewayChild start(String grace) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "FILEGATE_FTP_PORT", "0",
                "FILEGATE_MANAGEMENT_PORT", "0",
                "FILEGATE_FTP_PASSIVE_PORTS", "0",
                "FILEGATE_SHUTDOWN_GRACE", grace));
        return GatewayChild.start(directory, environment, "quickstart").awaitReady();
    }

    private Path file() {
        return directory.resolve("filegate-data/files/a.bin");
    }

    @Test
    void stopsAtOnceWhenNothingRuns() throws IOException {
        try (GatewayChild gateway = start("10m");
                FtpVisit idle = new FtpVisit(gateway.listening("ftp"), "demo", "demo")) {
            idle.store("a.bin", PART);
            gateway.terminate();
            assertThat(gateway.exitCode()).isZero();
        }
        assertThat(file()).hasBinaryContent(PART);
    }

    @Test
    void aSignalDuringTheStartIsNotLost() {
        Map<String, String> environment = Map.of("FILEGATE_FTP_PORT", "0", "FILEGATE_MANAGEMENT_PORT", "0");
        try (GatewayChild gateway = GatewayChild.start(directory, environment, "quickstart")) {
            gateway.await(
                    "the configuration is read",
                    () -> directory.resolve("filegate-data").toFile().exists());
            gateway.terminate();
            assertThat(gateway.exitCode()).isZero();
        }
    }

    @Test
    void aRunningUploadMayFinish() throws IOException {
        try (GatewayChild gateway = start("10m");
                FtpVisit demo = new FtpVisit(gateway.listening("ftp"), "demo", "demo")) {
            try (OutputStream upload = demo.begin("a.bin")) {
                upload.write(PART);
                upload.flush();
                gateway.terminate();
                gateway.await(
                        "not ready any more",
                        () -> gateway.get("/q/health/ready").statusCode() == 503);
                assertThat(gateway.get("/q/health/live").statusCode()).isEqualTo(200);
                gateway.await("nobody is let in", () -> refused(gateway));
                assertThat(file()).doesNotExist();
                upload.write(PART);
            }
            assertThat(demo.finish()).isTrue();
            assertThat(gateway.exitCode()).isZero();
        }
        assertThat(file()).hasSize(2L * PART.length);
    }

    private static boolean refused(GatewayChild gateway) {
        try (FtpVisit _ = new FtpVisit(gateway.listening("ftp"), "demo", "demo")) {
            return false;
        } catch (IOException | AssertionError e) {
            return true;
        }
    }

    @Test
    void anUploadThatOutlastsTheGraceIsAborted() throws IOException {
        try (GatewayChild gateway = start("1s");
                FtpVisit demo = new FtpVisit(gateway.listening("ftp"), "demo", "demo")) {
            OutputStream upload = demo.begin("a.bin");
            upload.write(PART);
            upload.flush();
            gateway.terminate();
            assertThat(gateway.exitCode()).isZero();
            assertThatThrownBy(() -> {
                        upload.close();
                        assertThat(demo.finish()).isTrue();
                    })
                    .isNotNull();
        }
        assertThat(file()).doesNotExist();
    }

    @Test
    void aSecondSignalDoesNotWait() throws IOException {
        try (GatewayChild gateway = start("10m");
                FtpVisit demo = new FtpVisit(gateway.listening("ftp"), "demo", "demo")) {
            OutputStream upload = demo.begin("a.bin");
            upload.write(PART);
            upload.flush();
            gateway.terminate();
            gateway.await("the first signal is heard", () -> gateway.err().contains("a second signal stops at once"));
            gateway.terminate();
            assertThat(gateway.exitCode()).isZero();
        }
        assertThat(file()).doesNotExist();
    }

    @Test
    void ofFiftyTransfersThoseThatEndInTimeAreWholeAndTheOthersDoNotAppear() throws IOException {
        List<FtpVisit> visits = new ArrayList<>();
        List<OutputStream> uploads = new ArrayList<>();
        try (GatewayChild gateway = start("10m")) {
            for (int i = 0; i < 50; i++) {
                FtpVisit visit = new FtpVisit(gateway.listening("ftp"), "demo", "demo");
                visits.add(visit);
                OutputStream upload = visit.begin("upload-" + i);
                upload.write(PART);
                upload.flush();
                uploads.add(upload);
            }
            gateway.terminate();
            gateway.await("the first signal is heard", () -> gateway.err().contains("a second signal stops at once"));
            for (int i = 0; i < 25; i++) {
                uploads.get(i).write(PART);
                uploads.get(i).close();
                assertThat(visits.get(i).finish()).isTrue();
            }
            gateway.terminate();
            assertThat(gateway.exitCode()).isZero();
        } finally {
            for (FtpVisit visit : visits) {
                visit.close();
            }
        }
        for (int i = 0; i < 50; i++) {
            Path stored = directory.resolve("filegate-data/files/upload-" + i);
            if (i < 25) {
                assertThat(stored).hasSize(2L * PART.length);
            } else {
                assertThat(stored).doesNotExist();
            }
        }
    }
}
