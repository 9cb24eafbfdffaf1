package dev.filegate.deploy.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The packaged application as a process of its own, started and watched as a stranger would. Killed at the end whatever happens. */
final class GatewayChild implements AutoCloseable {
    private static final Path APPLICATION =
            Path.of("target", "quarkus-app", "quarkus-run.jar").toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Process process;
    private final Path out;
    private final Path err;

    private GatewayChild(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** Starts it in {@code directory}; the environment holds nothing of ours but what is given, and free ports for SFTP, TFTP and implicit TLS. */
    static GatewayChild start(Path directory, Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>(program());
        command.addAll(List.of(arguments));
        return start(directory, environment, command);
    }

    /** The native binary where {@code -Dnative} or {@code -Dfilegate.binary=FILE} asks for it, else what a JVM runs. */
    private static List<String> program() {
        String binary = System.getProperty("filegate.binary", "");
        return binary.isEmpty()
                ? List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-jar",
                        APPLICATION.toString())
                : List.of(binary);
    }

    static GatewayChild start(Path directory, Map<String, String> environment, List<String> command) {
        try {
            Path out = Files.createTempFile(directory, "out", ".log");
            Path err = Files.createTempFile(directory, "err", ".log");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment()
                    .keySet()
                    .removeIf(name -> name.startsWith("FILEGATE_") || name.startsWith("QUARKUS_"));
            builder.environment().put("FILEGATE_SFTP_PORT", "0");
            builder.environment().put("FILEGATE_TFTP_PORT", "0");
            builder.environment().put("FILEGATE_ADMIN_PORT", "0");
            builder.environment().put("FILEGATE_FTP_IMPLICIT_TLS_PORT", "0");
            builder.environment().put("FILEGATE_SFTP_HOST", "127.0.0.1");
            builder.environment().putAll(environment);
            return new GatewayChild(builder.start(), out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it reads on standard input, which ends with it. */
    GatewayChild reading(String text) {
        try (OutputStream input = process.getOutputStream()) {
            input.write(text.getBytes(StandardCharsets.UTF_8));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    GatewayChild awaitReady() {
        await("ready", () -> out().lines().anyMatch("ready"::equals));
        return this;
    }

    void await(String what, BooleanSupplier condition) {
        Instant end = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            assertThat(process.isAlive() && Instant.now().isBefore(end))
                    .as("%s; out: %s; err: %s", what, out(), err())
                    .isTrue();
            pause();
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(20);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    /** The address in the line {@code listening SERVICE HOST:PORT}. */
    InetSocketAddress listening(String service) {
        String prefix = "listening " + service + " ";
        String shown = out().lines()
                .filter(line -> line.startsWith(prefix))
                .findFirst()
                .orElseThrow()
                .substring(prefix.length());
        int colon = shown.lastIndexOf(':');
        return new InetSocketAddress(shown.substring(0, colon), Integer.parseInt(shown.substring(colon + 1)));
    }

    HttpResponse<String> get(String path) {
        InetSocketAddress management = listening("management");
        URI uri = URI.create("http://" + management.getHostString() + ":" + management.getPort() + path);
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    void terminate() {
        process.destroy();
    }

    int exitCode() {
        try {
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as("ends; out: %s; err: %s", out(), err())
                    .isTrue();
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    long pid() {
        return process.pid();
    }

    String out() {
        return read(out);
    }

    String err() {
        return read(err);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        exitCode();
    }
}
