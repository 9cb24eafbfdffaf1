package dev.filegate.deploy.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuickstartIT {
    private static final Map<String, String> ANY_PORTS = Map.of(
            "FILEGATE_FTP_PORT", "0",
            "FILEGATE_MANAGEMENT_PORT", "0",
            "FILEGATE_FTP_PASSIVE_PORTS", "0",
            "FILEGATE_FTP_HOST", "0.0.0.0");

    @TempDir
    static Path directory;

    private static GatewayChild gateway;

    @BeforeAll
    static void start() {
        gateway = GatewayChild.start(directory, ANY_PORTS, "quickstart").awaitReady();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void servesTheDemoAccountFromADirectoryBesideTheCaller() throws IOException {
        byte[] content = "hello\n".repeat(100_000).getBytes(StandardCharsets.UTF_8);
        try (FtpVisit demo = new FtpVisit(gateway.listening("ftp"), "demo", "demo")) {
            demo.store("hello.txt", content);
            assertThat(demo.retrieve("hello.txt")).isEqualTo(content);
        }
        assertThat(directory.resolve("filegate-data/files/hello.txt")).hasBinaryContent(content);
    }

    @Test
    void printsCommandsWithTheRealPort() {
        assertThat(gateway.out())
                .contains("curl -T README.md ftp://demo:demo@127.0.0.1:"
                        + gateway.listening("ftp").getPort() + "/");
    }

    @Test
    void listensOnLoopbackWhateverIsConfiguredAndSaysSo() {
        assertThat(gateway.listening("ftp").getHostString()).isEqualTo("127.0.0.1");
        assertThat(gateway.out()).contains("FILEGATE_FTP_HOST: filegate.ftp.host: \"0.0.0.0\" is not used");
    }

    @Test
    void opensNoPortBesideThoseItReports() throws IOException {
        Set<String> reported = Stream.of("ftp", "ftps", "sftp", "management", "admin")
                .map(service ->
                        String.format(":%04X", gateway.listening(service).getPort()))
                .collect(Collectors.toSet());
        assertThat(listeningPorts()).isEqualTo(reported);
    }

    /** The ports that sockets of the child listen on, as the kernel writes them. */
    private static Set<String> listeningPorts() throws IOException {
        Path proc = Path.of("/proc", Long.toString(gateway.pid()));
        Set<String> sockets;
        try (Stream<Path> descriptors = Files.list(proc.resolve("fd"))) {
            sockets = descriptors.map(QuickstartIT::target).collect(Collectors.toSet());
        }
        List<String> lines = Stream.concat(
                        Files.readAllLines(proc.resolve("net/tcp")).stream(),
                        Files.readAllLines(proc.resolve("net/tcp6")).stream())
                .toList();
        return lines.stream()
                .map(line -> line.strip().split("\\s+", -1))
                .filter(fields -> fields[3].equals("0A") && sockets.contains("socket:[" + fields[9] + "]"))
                .map(fields -> fields[1].substring(fields[1].indexOf(':')))
                .collect(Collectors.toSet());
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return "closed meanwhile";
        }
    }

    @Test
    void keepsItsHomeToItself() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("filegate-data"))))
                .isEqualTo("rwx------");
    }

    @Test
    void isAliveAndReady() {
        assertThat(gateway.get("/q/health/live").statusCode()).isEqualTo(200);
        assertThat(gateway.get("/q/health/ready").statusCode()).isEqualTo(200);
        assertThat(gateway.get("/q/health/ready").body()).contains("storage.files");
    }

    @Test
    void countsWhatItDoesAndWritesItDown() throws IOException {
        try (FtpVisit demo = new FtpVisit(gateway.listening("ftp"), "demo", "demo")) {
            demo.store("counted.txt", new byte[12_345]);
            assertThat(metric("filegate_sessions{protocol=\"ftp\"}")).isPositive();
        }
        gateway.await(
                "the upload is counted",
                () -> metric("filegate_transfers_total{direction=\"upload\",protocol=\"ftp\",result=\"complete\"}")
                        > 0);
        assertThat(metric("filegate_transferred_bytes_total{direction=\"upload\",protocol=\"ftp\"}"))
                .isGreaterThanOrEqualTo(12_345);
        assertThat(metric("filegate_logins_total{protocol=\"ftp\",result=\"accepted\"}"))
                .isPositive();
        assertThat(metric("filegate_audit_lost_total{sink=\"file\"}")).isZero();
        gateway.await("the upload is in the audit trail", () -> audit().contains("/counted.txt"));
    }

    private static double metric(String name) {
        return gateway.get("/q/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name));
    }

    private static String audit() {
        try {
            return Files.readString(directory.resolve("filegate-data/audit.jsonl"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
