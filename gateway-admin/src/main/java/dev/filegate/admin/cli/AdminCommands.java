package dev.filegate.admin.cli;

import picocli.CommandLine;

/** The commands of administration, to be put beside those that run a gateway. */
public final class AdminCommands {
    private AdminCommands() {}

    /** Adds them to the program's own. What they throw as {@link CommandFailure} has words and an exit code. */
    public static CommandLine addTo(CommandLine program) {
        StorageCommands.addTo(program);
        return program.addSubcommand(new AccountCommands())
                .addSubcommand(new GroupCommands())
                .addSubcommand(new SessionCommands())
                .addSubcommand(new TransferCommands())
                .addSubcommand(new BanCommands())
                .addSubcommand(new AuditCommands())
                .addSubcommand(new TokenCommands())
                .addSubcommand(new ExplainCommand())
                .addSubcommand(new CompletionCommand());
    }
}
