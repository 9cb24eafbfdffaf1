package dev.filegate.deploy.command;

import dev.filegate.deploy.config.BucketCheck;
import dev.filegate.deploy.config.ConfigurationException;
import dev.filegate.deploy.config.ConfigurationReader;
import dev.filegate.deploy.config.GatewayConfiguration;
import dev.filegate.deploy.config.StartMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The option of every command that reads the configuration. */
final class ConfigurationFiles {
    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "A configuration file in YAML. May be given several times: later files win.")
    List<Path> files = new ArrayList<>();

    ConfigurationFiles() {}

    GatewayConfiguration read(StartMode mode) throws ConfigurationException {
        return ConfigurationReader.read(mode, files, System.getenv(), System.getProperties());
    }

    /** Reads, and tries what the configuration names outside of this machine. */
    GatewayConfiguration readAndTry(StartMode mode) throws ConfigurationException {
        return BucketCheck.check(read(mode));
    }
}
