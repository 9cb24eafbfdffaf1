package dev.filegate.deploy.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilegateCommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... arguments) {
        return FilegateCommand.run(new PrintStream(out, true), new PrintStream(err, true), arguments);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "serv",
                "serve --bogus",
                "serve extra",
                "serve --config",
                "check-config -x",
                "--port 21",
                "storage",
                "storage policy"
            })
    void badArgumentsEndWithTwoAndWords(String line) {
        assertThat(run(List.of(line.split(" ", -1)).stream()
                        .filter(word -> !word.isEmpty())
                        .toArray(String[]::new)))
                .isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .containsAnyOf("Usage: filegate", "Did you mean: filegate serve");
        assertThat(out.size()).isZero();
    }

    @Test
    void tellsItsVersion() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).matches("filegate \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?\\R");
    }

    @Test
    void tellsItsCommands() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("quickstart", "serve", "check-config", "Exit codes");
    }

    @Test
    void namesTheFileThatIsNotThere() {
        assertThat(run("check-config", "--config", "/does/not/exist.yaml")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("/does/not/exist.yaml: does not exist");
    }

    @Test
    void printsThePolicyOfABucketAndNothingElse(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(
                directory.resolve("filegate.yaml"),
                "filegate: {storage: {cloud: {type: s3, bucket: files, region: eu-central-1}}}");
        assertThat(run("storage", "policy", "cloud", "--config", file.toString()))
                .isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("{")
                .contains("arn:aws:s3:::files/*")
                .endsWith("}\n");
        assertThat(run("storage", "policy", "disk", "--config", file.toString()))
                .isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("there is no storage \"disk\" of type s3; declared are: cloud");
    }

    @Test
    void triesBucketsUnlessToldToStayOffline(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("filegate.yaml"), """
                filegate:
                  storage:
                    cloud: {type: s3, bucket: files, endpoint: "http://127.0.0.1:1", access-key: a, secret-key: s, attempts: 1}
                """);
        assertThat(run("check-config", "--offline", "--config", file.toString()))
                .isZero();
        assertThat(run("check-config", "--config", file.toString())).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("filegate: the configuration has a problem:")
                .contains("filegate.yaml:3: filegate.storage.cloud.endpoint: http://127.0.0.1:1 cannot be reached:"
                        + " nothing answers there; check endpoint and proxy, and that this machine may reach it");
    }
}
