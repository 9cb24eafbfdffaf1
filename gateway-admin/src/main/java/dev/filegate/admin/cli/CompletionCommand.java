package dev.filegate.admin.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code filegate completion}. */
@Command(
        name = "completion",
        description = "Prints a script that completes commands in bash and zsh: source <(filegate completion)",
        mixinStandardHelpOptions = true)
final class CompletionCommand implements Runnable {
    @Spec
    CommandSpec spec = CommandSpec.create();

    CompletionCommand() {}

    @Override
    public void run() {
        CommandSpec root = spec.root();
        spec.commandLine().getOut().print(AutoComplete.bash(root.name(), root.commandLine()));
        spec.commandLine().getOut().flush();
    }
}
