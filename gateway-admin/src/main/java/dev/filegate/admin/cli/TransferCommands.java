package dev.filegate.admin.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code filegate transfer}. */
@Command(name = "transfer", description = "Shows and ends running transfers.", mixinStandardHelpOptions = true)
final class TransferCommands {
    @Spec
    CommandSpec spec = CommandSpec.create();

    TransferCommands() {}

    @Command(
            name = "list",
            description = "Shows what is being moved, how far it is and how fast.",
            mixinStandardHelpOptions = true)
    void list(
            @Mixin Connection connection,
            @Option(names = "--account", defaultValue = "", description = "Only transfers of this account.")
                    String account,
            @Option(names = "--session", defaultValue = "", description = "Only transfers of this session.")
                    String session,
            @Option(names = "--watch", description = "Show them again every second, until interrupted.")
                    boolean watch) {
        PrintWriter out = spec.commandLine().getOut();
        try (Gateway gateway = connection.open()) {
            do {
                Table table = new Table(out)
                        .column("ID", "id")
                        .column("SESSION", "session")
                        .column("ACCOUNT", "account")
                        .column("PROTOCOL", "protocol")
                        .column("DIRECTION", "direction")
                        .number("MOVED", row -> Shown.bytes(row.path("bytes")))
                        .number("DONE", row -> Shown.percent(row.path("progress")))
                        .number("RATE", row -> Shown.bytes(row.path("rate")) + "/s")
                        .column("PATH", "path");
                new Listing(out, connection.json)
                        .print(gateway, "transfers", Map.of("account", account, "session", session), 0, table);
            } while (watch && pause());
        }
    }

    private static boolean pause() {
        try {
            TimeUnit.SECONDS.sleep(1);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Command(
            name = "kill",
            description = "Ends a transfer as aborted; its session goes on where the protocol can.",
            mixinStandardHelpOptions = true)
    void kill(
            @Mixin Connection connection,
            @Parameters(paramLabel = "ID", description = "As transfer list shows it.") String id,
            @Option(names = "--reason", defaultValue = "", description = "Why, in words that the client may see.")
                    String reason) {
        try (Gateway gateway = connection.open()) {
            gateway.delete(Gateway.query("transfers/" + Gateway.path(id), Map.of("reason", reason)));
            new Listing(spec.commandLine().getOut(), connection.json)
                    .done(
                            "transfer " + id + " is ended",
                            JsonNodeFactory.instance.objectNode().put("killed", id));
        }
    }
}
