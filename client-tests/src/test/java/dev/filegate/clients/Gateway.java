package dev.filegate.clients;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The packaged gateway in a process of its own, listening on a free port of every address, serving one directory to one account. It
 * runs in the "C" locale, as services of systemd and containers do, where Java by itself cannot name a file that is not ASCII.
 */
final class Gateway implements AutoCloseable {
    static final String USER = "tester";
    static final String PASSWORD = "only for tests";

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Path scratch;
    private final AtomicInteger visits = new AtomicInteger();
    private Process process;
    private int port;
    private int sftpPort;
    private int tftpPort;
    private int implicitPort;

    private Gateway(Path scratch, Process process) {
        this.scratch = scratch;
        this.process = process;
    }

    /** Starts a gateway that serves an empty directory, and waits until it is ready. */
    static Gateway start() {
        return start("{}");
    }

    /** @param more a configuration file (YAML) that adds to, or takes the place of, what is configured otherwise */
    static Gateway start(String more) {
        return start(Gateway::configuration, more);
    }

    /**
     * Starts one as on a machine where nothing ever ran: no accounts, what is configured is where to listen, what to write and where files lie.
     *
     * @param more as for {@link #start(String)}
     */
    static Gateway startEmpty(String more) {
        return start(Gateway::leastConfiguration, more);
    }

    private static Gateway start(UnaryOperator<String> configuration, String more) {
        try {
            Path scratch = Files.createTempDirectory("filegate-clients");
            Files.createDirectory(scratch.resolve("files"));
            Files.writeString(scratch.resolve("filegate.yaml"), configuration.apply(scratch.toString()));
            Files.writeString(scratch.resolve("more.yaml"), more);
            Gateway gateway = new Gateway(scratch, launch(scratch));
            gateway.awaitReady();
            return gateway;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start the gateway", e);
        }
    }

    /** Starts it again after {@link #kill}, on what it left behind; the port may be another. */
    void restart() {
        try {
            process = launch(scratch);
            awaitReady();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start the gateway again", e);
        }
    }

    private static String leastConfiguration(String scratch) {
        return """
                filegate:
                  home: %1$s/home
                  ftp: {host: 127.0.0.1, port: 0, implicit-tls: {port: 0}, passive: {ports: "0"}}
                  sftp: {host: 127.0.0.1, port: 0}
                  tftp: {enabled: true, host: 127.0.0.1, port: 0, account: scanner, write: true}
                  admin: {port: 0}
                  management: {port: 0}
                  storage: {files: {type: local, root: %1$s/files}}
                  audit: {file: %1$s/audit.jsonl}
                """.formatted(scratch);
    }

    private static String configuration(String scratch) {
        return """
                filegate:
                  home: %1$s/home
                  ftp:
                    host: "::"
                    port: 0
                    implicit-tls:
                      port: 0
                    active:
                      source-port: 0
                  sftp:
                    host: "::"
                    port: 0
                  tftp:
                    enabled: true
                    host: "::"
                    port: 0
                    account: %2$s
                    write: true
                    overwrite: true
                  admin: {port: 0}
                  management:
                    port: 0
                  storage:
                    files:
                      type: local
                      root: %1$s/files
                  accounts:
                    %2$s:
                      password: "%3$s"
                      home:
                        storage: files
                  ban:
                    enabled: false
                  audit:
                    file: %1$s/audit.jsonl
                """.formatted(scratch, USER, PASSWORD);
    }

    /** The native binary where {@code -Dnative} or {@code -Dfilegate.binary=FILE} asks for it, else what a JVM runs, with an option for its compiler. */
    static List<String> program(String compiler) {
        String binary = System.getProperty("filegate.binary", "");
        return binary.isEmpty()
                ? List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Xmx256m",
                        compiler,
                        "-jar",
                        System.getProperty("filegate.application"))
                : List.of(binary, "-Xmx256m");
    }

    private static Process launch(Path scratch) throws IOException {
        List<String> command = new ArrayList<>(program("-XX:+TieredCompilation"));
        command.add("serve");
        for (String file : List.of("filegate.yaml", "more.yaml")) {
            command.addAll(List.of("--config", scratch.resolve(file).toString()));
        }
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(scratch.toFile())
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(output(scratch).toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("FILEGATE_") || name.startsWith("QUARKUS_"));
        builder.environment().put("LC_ALL", "C");
        return builder.start();
    }

    /** Reads the start-up report: a line {@code listening ftp HOST:PORT} and a last line {@code ready}. */
    private void awaitReady() throws IOException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (System.nanoTime() < deadline && process.isAlive()) {
            List<String> lines = printed().lines().toList();
            if (lines.contains("ready")) {
                port = port("ftp", lines);
                sftpPort = port("sftp", lines);
                tftpPort = port("tftp", lines);
                implicitPort = port("ftps", lines);
                return;
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        String words = "the gateway did not start; it printed\n" + printed();
        close();
        throw new AssertionError(words);
    }

    private static int port(String service, List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith("listening " + service + " "))
                .map(line -> Integer.parseInt(line.substring(line.lastIndexOf(':') + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no listener of " + service + " in\n" + lines));
    }

    /** What the gateway has printed so far, its log among it. */
    String printed() {
        try {
            return new String(Files.readAllBytes(output(scratch)), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read what the gateway printed", e);
        }
    }

    private static Path output(Path scratch) {
        return scratch.resolve("gateway.log");
    }

    /** A new directory on the gateway for one client that comes this way. */
    Visit visit(Way way) {
        try {
            String name = "visit-" + visits.incrementAndGet();
            return new Visit(this, way, name, Files.createDirectory(scratch.resolve(name)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare a visit", e);
        }
    }

    /** Where the gateway keeps its state. */
    Path home() {
        return scratch.resolve("home");
    }

    /** A new directory beside it. */
    Path makeDirectory(String name) {
        try {
            return Files.createDirectory(scratch.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a directory", e);
        }
    }

    /** The directory that is {@code /} of the account. */
    Path root() {
        return scratch.resolve("files");
    }

    int port() {
        return port;
    }

    /** Where TLS begins with the connection. */
    int implicitPort() {
        return implicitPort;
    }

    int tftpPort() {
        return tftpPort;
    }

    int sftpPort() {
        return sftpPort;
    }

    AuditTrail audit() {
        return new AuditTrail(scratch.resolve("audit.jsonl"));
    }

    /** SIGKILL: what a crash or a power cut is to the files. */
    void kill() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("the gateway does not die");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Ends the process if it still runs, and deletes everything it and its visitors wrote. */
    @Override
    public void close() throws IOException {
        kill();
        try (Stream<Path> paths = Files.walk(scratch)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
