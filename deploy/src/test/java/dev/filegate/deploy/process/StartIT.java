package dev.filegate.deploy.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.tls.KeyFiles;
import dev.filegate.tls.SelfSigned;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartIT {
    private static final Map<String, String> LOOPBACK =
            Map.of("FILEGATE_FTP_HOST", "127.0.0.1", "FILEGATE_FTP_PORT", "0", "FILEGATE_MANAGEMENT_PORT", "0");

    @TempDir
    Path directory;

    private Path file(String yaml) throws IOException {
        return Files.writeString(directory.resolve("filegate.yaml"), yaml);
    }

    @Test
    void servesWhatAFileConfigures() throws IOException {
        file("""
                filegate:
                  ftp: {tls: off, passive: {ports: 0}}
                  storage: {disk: {type: local, root: store}}
                  accounts: {jane: {password: secret, home: {storage: disk, path: /jane}}}
                """);
        try (GatewayChild gateway = GatewayChild.start(directory, LOOPBACK, "serve", "--config", "filegate.yaml")) {
            gateway.awaitReady();
            try (FtpVisit jane = new FtpVisit(gateway.listening("ftp"), "jane", "secret")) {
                jane.store("a", new byte[10]);
            }
            assertThat(gateway.out()).contains("warning: FTP is served without encryption");
        }
        assertThat(directory.resolve("store/jane/a")).hasSize(10);
    }

    @Test
    void aTakenPortNamesKeyPortAndRemedyAndNothingIsLeftRunning() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            Map<String, String> environment = Map.of(
                    "FILEGATE_FTP_HOST", "127.0.0.1",
                    "FILEGATE_FTP_PORT", Integer.toString(taken.getLocalPort()),
                    "FILEGATE_MANAGEMENT_PORT", "0");
            try (GatewayChild gateway = GatewayChild.start(directory, environment, "serve")) {
                assertThat(gateway.exitCode()).isEqualTo(2);
                assertThat(gateway.err())
                        .contains(
                                "filegate: filegate.ftp.port: cannot listen on 127.0.0.1 port " + taken.getLocalPort())
                        .contains("set filegate.ftp.port to another one");
                assertThat(gateway.out()).doesNotContain("ready");
            }
        }
    }

    @Test
    void aTakenManagementPortDoesTheSame() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            Map<String, String> environment = Map.of(
                    "FILEGATE_FTP_PORT", "0", "FILEGATE_MANAGEMENT_PORT", Integer.toString(taken.getLocalPort()));
            try (GatewayChild gateway = GatewayChild.start(directory, environment, "quickstart")) {
                assertThat(gateway.exitCode()).isEqualTo(2);
                assertThat(gateway.err())
                        .contains("filegate: filegate.management.port: cannot listen on 127.0.0.1 port "
                                + taken.getLocalPort());
            }
        }
    }

    @Test
    void twoGatewaysDoNotShareAHome() {
        Map<String, String> ports = Map.of("FILEGATE_FTP_PORT", "0", "FILEGATE_MANAGEMENT_PORT", "0");
        try (GatewayChild first =
                        GatewayChild.start(directory, ports, "quickstart").awaitReady();
                GatewayChild second = GatewayChild.start(directory, ports, "quickstart")) {
            assertThat(second.exitCode()).isEqualTo(2);
            assertThat(second.err())
                    .contains("filegate: filegate.home: its database cannot be used, perhaps because another gateway");
            assertThat(first.get("/q/health/ready").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void twoGatewaysDoNotShareARoot() {
        Map<String, String> ports = Map.of("FILEGATE_FTP_PORT", "0", "FILEGATE_MANAGEMENT_PORT", "0");
        Map<String, String> other = new HashMap<>(ports);
        other.put("FILEGATE_HOME", directory.resolve("other").toString());
        other.put(
                "FILEGATE_STORAGE_FILES_ROOT",
                directory.resolve("filegate-data/files").toString());
        try (GatewayChild first =
                        GatewayChild.start(directory, ports, "quickstart").awaitReady();
                GatewayChild second = GatewayChild.start(directory, other, "quickstart")) {
            assertThat(second.exitCode()).isEqualTo(2);
            assertThat(second.err()).contains("filegate: filegate.storage.files.root: ");
            assertThat(first.get("/q/health/ready").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aMistakeInTheConfigurationOpensNothing() throws IOException {
        file("filegate: {ftp: {prot: 2121}}");
        try (GatewayChild gateway = GatewayChild.start(directory, LOOPBACK, "serve", "--config", "filegate.yaml")) {
            assertThat(gateway.exitCode()).isEqualTo(2);
            assertThat(gateway.err())
                    .contains("filegate: the configuration has a problem:")
                    .contains(
                            "filegate.yaml:1: filegate.ftp.prot: is not a known key; did you mean filegate.ftp.port?");
        }
        assertThat(directory.resolve("filegate-data")).doesNotExist();
    }

    @Test
    void aDatabaseThatIsAwayEndsTheStartOrIsWaitedFor() throws IOException {
        Map<String, String> away = new HashMap<>(LOOPBACK);
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            away.put("FILEGATE_DATABASE_URL", "jdbc:postgresql://127.0.0.1:" + free.getLocalPort() + "/filegate");
        }
        try (GatewayChild gateway = GatewayChild.start(directory, away, "serve")) {
            assertThat(gateway.exitCode()).isEqualTo(2);
            assertThat(gateway.err()).contains("filegate: filegate.database.url: ");
        }
        away.put("FILEGATE_STARTUP_WAIT", "10m");
        try (GatewayChild gateway = GatewayChild.start(directory, away, "serve")) {
            gateway.await("it tries again", () -> gateway.err().contains("not started yet"));
            gateway.terminate();
            assertThat(gateway.exitCode()).isZero();
            assertThat(gateway.out()).doesNotContain("ready");
        }
    }

    @Test
    void aBucketThatIsAwayEndsTheStart() throws IOException {
        Map<String, String> away = new HashMap<>(LOOPBACK);
        away.put("FILEGATE_STORAGE_CLOUD_TYPE", "s3");
        away.put("FILEGATE_STORAGE_CLOUD_BUCKET", "bucket");
        away.put("FILEGATE_STORAGE_CLOUD_ACCESS_KEY", "key");
        away.put("FILEGATE_STORAGE_CLOUD_SECRET_KEY", "secret");
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            away.put("FILEGATE_STORAGE_CLOUD_ENDPOINT", "http://127.0.0.1:" + free.getLocalPort());
        }
        try (GatewayChild gateway = GatewayChild.start(directory, away, "serve")) {
            assertThat(gateway.exitCode()).isEqualTo(2);
            assertThat(gateway.err()).contains("filegate.storage.cloud.endpoint: ", "cannot be reached");
        }
    }

    @Test
    void aHealthCheckAnswersByItsExitCode() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            file("filegate: {management: {port: %d}, ftp: {passive: {ports: 0}}, sftp: {enabled: false}}"
                    .formatted(free.getLocalPort()));
        }
        Map<String, String> ftp = Map.of("FILEGATE_FTP_HOST", "127.0.0.1", "FILEGATE_FTP_PORT", "0");
        String[] ask = {"health", "--config", "filegate.yaml"};
        try (GatewayChild gateway = GatewayChild.start(directory, ftp, "serve", "--config", "filegate.yaml")) {
            gateway.awaitReady();
            try (GatewayChild check = GatewayChild.start(directory, Map.of(), ask)) {
                assertThat(check.exitCode()).isZero();
                assertThat(check.out()).contains("ready");
            }
            gateway.terminate();
            assertThat(gateway.exitCode()).isZero();
        }
        try (GatewayChild check = GatewayChild.start(directory, Map.of(), ask)) {
            assertThat(check.exitCode()).isEqualTo(1);
            assertThat(check.out()).contains("not ready: no answer on port");
        }
    }

    @Test
    void whatCannotBeUsedIsNamedBeforeAnythingIsServed() throws IOException {
        String broken = Files.writeString(directory.resolve("a-file"), "neither a directory nor a certificate")
                .toString();
        List<Map<String, String>> mistakes = List.of(
                Map.of("FILEGATE_HOME", broken + "/home"),
                Map.of("FILEGATE_AUDIT_FILE", broken + "/audit.jsonl"),
                Map.of("FILEGATE_SFTP_HOST_KEYS", broken + "/ssh"),
                Map.of("FILEGATE_TLS_CERTIFICATE", broken, "FILEGATE_TLS_PRIVATE_KEY", broken));
        for (Map<String, String> mistake : mistakes) {
            Map<String, String> environment = new HashMap<>(LOOPBACK);
            environment.putAll(mistake);
            try (GatewayChild gateway = GatewayChild.start(directory, environment, "serve")) {
                assertThat(gateway.exitCode())
                        .as("%s: %s", mistake, gateway.err())
                        .isEqualTo(2);
                assertThat(gateway.err()).contains("filegate.", broken).doesNotContain("Exception", "\tat ");
                assertThat(gateway.out()).doesNotContain("ready");
            }
        }
    }

    @Test
    void checkConfigAnswersByItsExitCode() throws IOException {
        file("filegate: {ftp: {port: 2121}}");
        try (GatewayChild good = GatewayChild.start(directory, Map.of(), "check-config", "--config", "filegate.yaml")) {
            assertThat(good.exitCode()).isZero();
            assertThat(good.out()).contains("the configuration is valid");
        }
        file("filegate: {ftp: {port: many, host: 'a b'}}");
        try (GatewayChild bad = GatewayChild.start(directory, Map.of(), "check-config", "--config", "filegate.yaml")) {
            assertThat(bad.exitCode()).isEqualTo(2);
            assertThat(bad.err()).contains("has 2 problems:", "filegate.ftp.port", "filegate.ftp.host");
        }
        assertThat(directory.resolve("filegate-data")).doesNotExist();
    }

    @Test
    void anExpiredCertificateEndsBothWithItsDateAndTheRemedy() throws IOException {
        KeyFiles expired = SelfSigned.keptIn(directory.resolve("old"), Instant.parse("2001-01-01T00:00:00Z"));
        Map<String, String> environment = new HashMap<>(LOOPBACK);
        environment.put("FILEGATE_TLS_CERTIFICATE", expired.certificate().toString());
        environment.put("FILEGATE_TLS_PRIVATE_KEY", expired.privateKey().toString());
        for (String command : List.of("check-config", "serve")) {
            try (GatewayChild gateway = GatewayChild.start(directory, environment, command)) {
                assertThat(gateway.exitCode()).as(command).isEqualTo(2);
                assertThat(gateway.err())
                        .contains("filegate.tls.certificate", "this certificate expired on 2002-01-01T00:00:00Z")
                        .contains("renew it")
                        .doesNotContain("Exception", "\tat ");
                assertThat(gateway.out()).doesNotContain("ready", "is valid");
            }
        }
    }
}
