package dev.filegate.ftp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.core.failure.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/protocols/ftp.md has a row for every verb, SITE command and failure there is, and none for what there is not. */
class DocumentationTest {
    private static final Path PAGE = Path.of("../docs/protocols/ftp.md");

    @Test
    void hasARowPerVerbWithItsSyntax() throws IOException {
        List<String> documented =
                rows("## Verbs").map(columns -> code(columns[1])).toList();
        List<String> known =
                Arrays.stream(FtpCommand.values()).map(FtpCommand::syntax).toList();
        assertThat(documented).containsExactlyElementsOf(known);
    }

    @Test
    void saysWhichVerbsAreNotImplemented() throws IOException {
        List<String> refused = rows("## Verbs")
                .filter(columns -> columns[3].strip().equals("502"))
                .map(columns -> code(columns[1]))
                .toList();
        List<String> notImplemented = Arrays.stream(FtpCommand.values())
                .filter(command -> !command.isImplemented())
                .map(FtpCommand::syntax)
                .toList();
        assertThat(refused).containsExactlyElementsOf(notImplemented);
    }

    @Test
    void hasARowPerSiteCommand() throws IOException {
        List<String> documented =
                rows("## SITE").map(columns -> code(columns[1])).toList();
        try (Handled handled = Handled.alice()) {
            List<String> known = handled.expect(214, "SITE HELP").stream()
                    .filter(line -> line.startsWith(" "))
                    .map(String::strip)
                    .toList();
            assertThat(documented).containsExactlyElementsOf(known);
        }
    }

    @Test
    void hasTheCodeOfEachFailure() throws IOException {
        List<String> documented = rows("## Failures")
                .map(columns -> columns[1].strip() + " " + columns[2].strip())
                .toList();
        List<String> known = Arrays.stream(Failure.values())
                .map(failure -> failure + " " + FtpReplies.code(failure))
                .toList();
        assertThat(documented).containsExactlyElementsOf(known);
    }

    @Test
    void namesWhatIsAllowedBeforeTheLogin() throws IOException {
        String section = Files.readString(PAGE).split("## Before the login\n", 2)[1];
        String sentence = section.substring(0, section.indexOf('.'));
        for (FtpCommand command : FtpCommand.values()) {
            boolean security = EnumSet.range(FtpCommand.AUTH, FtpCommand.ENC).contains(command);
            boolean named = Arrays.asList(sentence.split("\\s+")).contains(command.name());
            assertThat(named || security).as(command.name()).isEqualTo(command.access() == FtpCommand.Access.ANYONE);
        }
    }

    private static Stream<String[]> rows(String heading) throws IOException {
        return Files.readAllLines(PAGE).stream()
                .dropWhile(line -> !line.equals(heading))
                .skip(1)
                .takeWhile(line -> !line.startsWith("## "))
                .filter(line -> line.startsWith("|"))
                .skip(2)
                .map(line -> line.split("(?<!\\\\)\\|", -1));
    }

    private static String code(String column) {
        return column.strip().replace("`", "").replace("\\|", "|");
    }
}
