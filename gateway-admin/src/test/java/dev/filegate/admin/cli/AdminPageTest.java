package dev.filegate.admin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** docs/admin.md names commands and options that exist, and every command. */
class AdminPageTest {
    private static final Path PAGE = Path.of("..", "docs", "admin.md");
    private static final Pattern ROW = Pattern.compile("^\\| (`filegate [^|]*) \\|", Pattern.MULTILINE);
    private static final Pattern OPTION = Pattern.compile("(?<![-|])(--[a-z][a-z-]*)");

    /** The program without its other commands. */
    @Command(name = "filegate")
    private static final class Program {}

    private final CommandLine program = AdminCommands.addTo(new CommandLine(new Program()));

    @Test
    void everyCommandIsDocumentedAndEveryDocumentedCommandExists() throws IOException {
        Set<String> documented = new TreeSet<>();
        for (String row : matches(ROW, Files.readString(PAGE))) {
            List<String> words = List.of(row.replaceAll("`", "").split(",? +", -1));
            String group = words.get(1);
            words.stream()
                    .skip(2)
                    .filter(word -> word.matches("[a-z]+"))
                    .forEach(word -> documented.add(group + " " + word));
            if (words.size() == 2) {
                documented.add(group);
            }
        }
        Set<String> existing = new TreeSet<>();
        program.getSubcommands().forEach((name, command) -> {
            if (command.getSubcommands().isEmpty()) {
                existing.add(name);
            }
            command.getSubcommands().values().forEach(below -> existing.add(name + " " + below.getCommandName()));
        });
        assertThat(documented).isEqualTo(existing);
    }

    @Test
    void everyDocumentedOptionExists() throws IOException {
        Set<String> existing = new TreeSet<>(Set.of("--help"));
        options(program, existing);
        assertThat(existing).containsAll(matches(OPTION, Files.readString(PAGE)));
    }

    @Test
    void everyCommandTakesWhatScriptsRelyOn() {
        List<CommandLine> leaves = new ArrayList<>();
        leaves(program, leaves);
        assertThat(leaves)
                .filteredOn(command -> !command.getCommandName().equals("completion"))
                .allSatisfy(command -> assertThat(command.getCommandSpec().optionsMap())
                        .containsKeys("--url", "--token-file", "--json", "--help"));
        assertThat(option("account", "add"))
                .contains("--storage", "--path", "--permissions", "--authorized-key", "--password-stdin");
        assertThat(option("audit", "search")).contains("--account", "--since", "--path");
        assertThat(below(program, "explain").getCommandSpec().optionsMap())
                .containsKeys("--account", "--protocol", "--operation", "--path");
    }

    private Set<String> option(String group, String command) {
        return below(below(program, group), command)
                .getCommandSpec()
                .optionsMap()
                .keySet();
    }

    private static CommandLine below(CommandLine command, String name) {
        return Objects.requireNonNull(command.getSubcommands().get(name), name);
    }

    private static void leaves(CommandLine command, List<CommandLine> leaves) {
        command.getSubcommands().values().forEach(below -> leaves(below, leaves));
        if (command.getSubcommands().isEmpty()) {
            leaves.add(command);
        }
    }

    private static void options(CommandLine command, Set<String> options) {
        options.addAll(command.getCommandSpec().optionsMap().keySet());
        command.getSubcommands().values().forEach(below -> options(below, options));
    }

    private static List<String> matches(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }
}
