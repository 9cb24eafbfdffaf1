package dev.filegate.admin.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code filegate ban}. */
@Command(name = "ban", description = "Shows and lifts bans of addresses.", mixinStandardHelpOptions = true)
final class BanCommands {
    @Spec
    CommandSpec spec = CommandSpec.create();

    BanCommands() {}

    @Command(
            name = "list",
            description = "Shows the bans that hold now, oldest first.",
            mixinStandardHelpOptions = true)
    void list(@Mixin Connection connection) {
        Table table = new Table(spec.commandLine().getOut())
                .column("NETWORK", "network")
                .column("SINCE", row -> Shown.time(row.path("since")))
                .column("UNTIL", row -> Shown.time(row.path("until")))
                .number("REPETITION", row -> Table.text(row.path("repetition")))
                .number("REFUSALS", row -> Table.text(row.path("refusals")));
        try (Gateway gateway = connection.open()) {
            new Listing(spec.commandLine().getOut(), connection.json).print(gateway, "bans", Map.of(), 0, table);
        }
    }

    @Command(
            name = "lift",
            description = "Lifts the ban of an address and forgets what led to it.",
            mixinStandardHelpOptions = true)
    void lift(
            @Mixin Connection connection,
            @Parameters(paramLabel = "ADDRESS", description = "An address, or a network as ban list shows it.")
                    String address) {
        try (Gateway gateway = connection.open()) {
            gateway.delete("bans/" + Gateway.path(address));
            new Listing(spec.commandLine().getOut(), connection.json)
                    .done(
                            "the ban of " + address + " is lifted",
                            JsonNodeFactory.instance.objectNode().put("lifted", address));
        }
    }
}
