package dev.filegate.deploy.command;

import dev.filegate.deploy.config.ConfigurationException;
import dev.filegate.deploy.config.Problem;
import dev.filegate.deploy.config.StartMode;
import dev.filegate.deploy.config.StorageSettings;
import dev.filegate.storage.s3.S3Policy;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code filegate storage}: what can be said of storages without starting the gateway. */
@Command(
        name = "storage",
        description = "Tells about storages.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = Version.class)
final class StorageCommand {
    private final PrintWriter out;

    StorageCommand(PrintWriter out) {
        this.out = out;
    }

    /** Prints the policy alone, so that it can be redirected into a file. */
    @Command(
            name = "policy",
            description = "Prints the least rights that a storage of type s3 needs, as an IAM policy.",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class)
    void policy(
            @Mixin ConfigurationFiles configuration,
            @Parameters(paramLabel = "STORAGE", description = "Name of the storage.") String name)
            throws ConfigurationException {
        List<StorageSettings.S3> storages =
                configuration.read(StartMode.SERVE).storages().s3();
        for (StorageSettings.S3 storage : storages) {
            if (storage.name().equals(name)) {
                out.print(S3Policy.text(storage.config()));
                out.flush();
                return;
            }
        }
        String known = storages.stream().map(StorageSettings.S3::name).collect(Collectors.joining(", "));
        throw new ConfigurationException(List.of(new Problem(
                "filegate.storage",
                "",
                "there is no storage \"" + name + "\" of type s3",
                known.isEmpty() ? "declare one" : "declared are: " + known)));
    }
}
