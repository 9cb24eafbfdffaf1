package dev.filegate.deploy.command;

import dev.filegate.deploy.config.ConfigurationException;
import dev.filegate.deploy.config.GatewayConfiguration;
import dev.filegate.deploy.config.StartMode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code filegate check-config}: opens no port and changes no file; what it writes into buckets to try them it deletes at once. */
@Command(
        name = "check-config",
        description = "Reads the configuration as serve would and prints everything that is wrong with it.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class CheckConfigCommand implements Callable<Integer> {
    @Mixin
    private final ConfigurationFiles configuration = new ConfigurationFiles();

    @Option(names = "--offline", description = "Reads only: buckets of storages of type s3 are not tried.")
    private boolean offline;

    private final PrintWriter out;

    CheckConfigCommand(PrintWriter out) {
        this.out = out;
    }

    @Override
    public Integer call() throws ConfigurationException {
        GatewayConfiguration checked =
                offline ? configuration.read(StartMode.SERVE) : configuration.readAndTry(StartMode.SERVE);
        checked.warnings().forEach(warning -> out.println("warning: " + warning));
        out.println("the configuration is valid");
        return ExitCode.OK;
    }
}
