package dev.filegate.admin.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code filegate session}. */
@Command(name = "session", description = "Shows and ends the sessions of clients.", mixinStandardHelpOptions = true)
final class SessionCommands {
    @Spec
    CommandSpec spec = CommandSpec.create();

    SessionCommands() {}

    @Command(name = "list", description = "Shows who is connected, oldest first.", mixinStandardHelpOptions = true)
    void list(
            @Mixin Connection connection,
            @Option(names = "--account", defaultValue = "", description = "Only sessions of this account.")
                    String account,
            @Option(names = "--protocol", defaultValue = "", description = "Only sessions of this protocol.")
                    String protocol) {
        Table table = new Table(spec.commandLine().getOut())
                .column("ID", "id")
                .column("PROTOCOL", "protocol")
                .column("ADDRESS", "remote")
                .column("ACCOUNT", "account")
                .column("SINCE", row -> Shown.time(row.path("since")))
                .number("RECEIVED", row -> Shown.bytes(row.path("received")))
                .number("SENT", row -> Shown.bytes(row.path("sent")))
                .column("ACTIVITY", "activity");
        try (Gateway gateway = connection.open()) {
            new Listing(spec.commandLine().getOut(), connection.json)
                    .print(gateway, "sessions", Map.of("account", account, "protocol", protocol), 0, table);
        }
    }

    @Command(
            name = "kill",
            description = "Ends a session at once; its transfers are aborted.",
            mixinStandardHelpOptions = true)
    void kill(
            @Mixin Connection connection,
            @Parameters(paramLabel = "ID", description = "As session list shows it.") String id,
            @Option(names = "--reason", defaultValue = "", description = "Why, for the audit trail.") String reason) {
        try (Gateway gateway = connection.open()) {
            gateway.delete(Gateway.query("sessions/" + Gateway.path(id), Map.of("reason", reason)));
            new Listing(spec.commandLine().getOut(), connection.json)
                    .done(
                            "session " + id + " is ended",
                            JsonNodeFactory.instance.objectNode().put("killed", id));
        }
    }
}
