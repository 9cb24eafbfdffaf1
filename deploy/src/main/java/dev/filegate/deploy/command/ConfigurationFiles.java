package dev.filegate.deploy.command;

import dev.filegate.deploy.config.BucketCheck;
import dev.filegate.deploy.config.ConfigurationException;
import dev.filegate.deploy.config.ConfigurationReader;
import dev.filegate.deploy.config.GatewayConfiguration;
import dev.filegate.deploy.config.StartMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;

/** The option of every command that reads the configuration. */
final class ConfigurationFiles {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigurationFiles.class);
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(1);

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "A configuration file in YAML. May be given several times: later files win.")
    List<Path> files = new ArrayList<>();

    ConfigurationFiles() {}

    GatewayConfiguration read(StartMode mode) throws ConfigurationException {
        return ConfigurationReader.read(mode, files, System.getenv(), System.getProperties());
    }

    /** The same, and tries again for {@code filegate.startup.wait} while a bucket cannot be used. */
    GatewayConfiguration readAndWait(StartMode mode) throws ConfigurationException {
        GatewayConfiguration configuration = read(mode);
        long end = System.nanoTime() + configuration.patience().startupWait().toNanos();
        while (true) {
            try {
                return BucketCheck.check(configuration);
            } catch (ConfigurationException e) {
                if (System.nanoTime() >= end) {
                    throw e;
                }
                LOG.warn("not started yet, trying again: {}", e.getMessage());
                LockSupport.parkNanos(BETWEEN_ATTEMPTS.toNanos());
            }
        }
    }

    /** Reads, and tries what the configuration names outside of this machine. */
    GatewayConfiguration readAndTry(StartMode mode) throws ConfigurationException {
        return BucketCheck.check(read(mode));
    }
}
