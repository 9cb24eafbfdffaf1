package dev.filegate.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Somebody at a terminal on the machine of the gateway: {@code filegate account …} and its like, each a process of its own. */
final class Operator {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final Path home;
    private final Path directory;
    private final ObjectMapper json = new ObjectMapper();

    /**
     * @param home of the gateway, the one thing that commands are told
     * @param directory where commands are given
     */
    Operator(Path home, Path directory) {
        this.home = home;
        this.directory = directory;
    }

    /** How a command ended. */
    record Outcome(int exitCode, String out, String err) {}

    /** Gives a command with {@code input} to read. */
    Outcome gives(String input, String... arguments) {
        try {
            Path in = Files.writeString(Files.createTempFile(directory, "in", ".txt"), input);
            Path out = Files.createTempFile(directory, "out", ".txt");
            Path err = Files.createTempFile(directory, "err", ".txt");
            List<String> command = new ArrayList<>(Gateway.program("-XX:TieredStopAtLevel=1"));
            command.addAll(List.of(arguments));
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectInput(in.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("FILEGATE_"));
            builder.environment().put("FILEGATE_HOME", home.toString());
            Process process = builder.start();
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("still running after " + LIMIT + ": " + List.of(arguments));
            }
            return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run a command", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** What a command prints, which must succeed. */
    String does(String... arguments) {
        return doesWith("", arguments);
    }

    String doesWith(String input, String... arguments) {
        Outcome outcome = gives(input, arguments);
        assertThat(outcome.exitCode()).as("%s: %s", List.of(arguments), outcome).isZero();
        return outcome.out();
    }

    /** What a command tells scripts. */
    JsonNode asks(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--json");
        return read(does(all.toArray(String[]::new)));
    }

    JsonNode read(String printed) {
        try {
            return json.readTree(printed);
        } catch (JsonProcessingException e) {
            throw new AssertionError(printed, e);
        }
    }

    /** Asks again until the answer is as wanted: what clients did a moment ago is seen a moment later. */
    JsonNode awaits(Predicate<JsonNode> wanted, String... arguments) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        JsonNode answer = asks(arguments);
        while (!wanted.test(answer)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(String.join(" ", arguments) + " still answers " + answer);
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            answer = asks(arguments);
        }
        return answer;
    }

    /** Where the API answers, as the gateway has written it down. */
    String url() {
        try {
            return Files.readString(home.resolve("admin.url")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("the gateway's address is not written down", e);
        }
    }

    /** Writes something into a file beside the commands. */
    Path keeps(String file, String content) {
        try {
            return Files.writeString(directory.resolve(file), content);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    /** A command that must fail with this exit code, and these words on standard error. */
    void isRefused(int exitCode, String words, String... arguments) {
        Outcome outcome = gives("", arguments);
        assertThat(outcome.exitCode()).as("%s: %s", List.of(arguments), outcome).isEqualTo(exitCode);
        assertThat(outcome.err()).contains(words);
    }
}
