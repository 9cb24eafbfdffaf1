package dev.filegate.deploy.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
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
            strings = {"", "serv", "serve --bogus", "serve extra", "serve --config", "check-config -x", "--port 21"})
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
}
