package dev.filegate.deploy.command;

import dev.filegate.deploy.config.ConfigurationException;
import dev.filegate.deploy.config.StartMode;
import dev.filegate.deploy.gateway.GatewayProcess;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code filegate serve}. */
@Command(
        name = "serve",
        description = "Serves what is configured, on standard ports, until it is told to stop.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class ServeCommand implements Callable<Integer> {
    @Mixin
    private final ConfigurationFiles configuration = new ConfigurationFiles();

    private final PrintWriter out;

    ServeCommand(PrintWriter out) {
        this.out = out;
    }

    @Override
    public Integer call() throws ConfigurationException {
        return GatewayProcess.run(configuration.readAndWait(StartMode.SERVE), out);
    }
}
