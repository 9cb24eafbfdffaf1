package dev.filegate.deploy.command;

import dev.filegate.deploy.config.ConfigurationException;
import dev.filegate.deploy.config.StartMode;
import dev.filegate.deploy.gateway.GatewayProcess;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code filegate quickstart}. */
@Command(
        name = "quickstart",
        description = "Serves a local directory to the account demo (password demo), on high ports of loopback only.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class QuickstartCommand implements Callable<Integer> {
    @Mixin
    private final ConfigurationFiles configuration = new ConfigurationFiles();

    private final PrintWriter out;

    QuickstartCommand(PrintWriter out) {
        this.out = out;
    }

    @Override
    public Integer call() throws ConfigurationException {
        return GatewayProcess.run(configuration.readAndTry(StartMode.QUICKSTART), out);
    }
}
