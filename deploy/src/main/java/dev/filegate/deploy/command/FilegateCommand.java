package dev.filegate.deploy.command;

import dev.filegate.admin.cli.AdminCommands;
import dev.filegate.admin.cli.CommandFailure;
import dev.filegate.deploy.config.ConfigurationException;
import dev.filegate.deploy.gateway.StartFailure;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code filegate}: what it can be asked to do. */
@Command(
        name = "filegate",
        description = "One gateway for FTP, FTPS, SFTP and TFTP in front of one storage abstraction.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {
            "",
            "Exit codes: 0 stopped as asked, 1 failed while running, 2 not started: bad arguments or configuration,",
            "or something it names (a port, a file, a storage) could not be had.",
            "Configuration keys are listed in docs/configuration.md."
        })
public final class FilegateCommand {
    FilegateCommand() {}

    /**
     * Does what the arguments say and returns when that is done.
     *
     * @return the exit code
     */
    public static int run(PrintStream out, PrintStream err, String... arguments) {
        PrintWriter report = new PrintWriter(out, true, StandardCharsets.UTF_8);
        CommandLine program = new CommandLine(new FilegateCommand())
                .addSubcommand(new QuickstartCommand(report))
                .addSubcommand(new ServeCommand(report))
                .addSubcommand(new CheckConfigCommand(report))
                .addSubcommand(new HealthCommand(report))
                .addSubcommand(new StorageCommand(report));
        return AdminCommands.addTo(program)
                .setOut(report)
                .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
                .setExecutionExceptionHandler(FilegateCommand::answer)
                .execute(arguments);
    }

    private static int answer(Exception failure, CommandLine command, CommandLine.ParseResult arguments)
            throws Exception {
        PrintWriter err = command.getErr();
        return switch (failure) {
            case ConfigurationException configuration -> {
                int count = configuration.problems().size();
                err.println("filegate: the configuration has " + (count == 1 ? "a problem:" : count + " problems:"));
                configuration.problems().forEach(problem -> err.println("  " + problem));
                yield CommandLine.ExitCode.USAGE;
            }
            case CommandFailure refused -> {
                err.println("filegate: " + refused.words());
                yield refused.exitCode();
            }
            case StartFailure start -> {
                err.println("filegate: " + start.getMessage());
                yield CommandLine.ExitCode.USAGE;
            }
            default -> throw failure;
        };
    }
}
