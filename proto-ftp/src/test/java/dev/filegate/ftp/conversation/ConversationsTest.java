package dev.filegate.ftp.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.ftp.FtpCommand;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every script below {@code src/test/resources/conversations} against the real server; the README there explains the marks. */
class ConversationsTest {
    @TestFactory
    Stream<DynamicTest> replays() {
        return scripts().stream().map(script -> DynamicTest.dynamicTest(script.name(), () -> Stage.play(script)));
    }

    @Test
    void speaksEveryVerb() {
        Set<String> spoken = scripts().stream()
                .flatMap(script -> script.lines().stream())
                .filter(Line::isRequest)
                .map(Line::verb)
                .collect(Collectors.toSet());
        assertThat(spoken)
                .containsAll(
                        Arrays.stream(FtpCommand.values()).map(FtpCommand::name).toList());
    }

    private static List<Script> scripts() {
        try (Stream<Path> files =
                Files.list(Path.of(Objects.requireNonNull(ConversationsTest.class.getResource("/conversations"))
                        .toURI()))) {
            return files.filter(file -> file.toString().endsWith(".ftp"))
                    .sorted()
                    .map(Script::read)
                    .toList();
        } catch (IOException | URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
