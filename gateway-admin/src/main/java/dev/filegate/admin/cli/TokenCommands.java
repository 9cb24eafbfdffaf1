package dev.filegate.admin.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code filegate token}. */
@Command(
        name = "token",
        description = "Makes, shows and removes tokens of the admin API.",
        mixinStandardHelpOptions = true)
final class TokenCommands {
    @Spec
    CommandSpec spec = CommandSpec.create();

    TokenCommands() {}

    @Command(
            name = "create",
            aliases = "add",
            description = "Makes a token and prints it, this once.",
            mixinStandardHelpOptions = true)
    void create(
            @Mixin Connection connection,
            @Parameters(paramLabel = "NAME", description = "For people, and for the audit trail.") String name,
            @Option(names = "--role", required = true, description = "admin, operator or auditor.") String role,
            @Option(
                            names = "--expires",
                            defaultValue = "",
                            description = "A time, a date, or how long from now: 30d. Never when not given.")
                    String expires) {
        ObjectNode body =
                JsonNodeFactory.instance.objectNode().put("name", name).put("role", role);
        if (!expires.isEmpty()) {
            body.put("expires", expires);
        }
        try (Gateway gateway = connection.open()) {
            JsonNode made = gateway.post("tokens", Optional.of(body));
            new Listing(spec.commandLine().getOut(), connection.json)
                    .done(made.path("token").asText(), made);
        }
    }

    @Command(name = "list", description = "Shows the tokens, but for their secrets.", mixinStandardHelpOptions = true)
    void list(@Mixin Connection connection) {
        Table table = new Table(spec.commandLine().getOut())
                .column("ID", "id")
                .column("NAME", "name")
                .column("ROLE", "role")
                .column("CREATED", row -> Shown.time(row.path("created")))
                .column("EXPIRES", row -> Shown.time(row.path("expires")))
                .column("EXPIRED", "expired");
        try (Gateway gateway = connection.open()) {
            new Listing(spec.commandLine().getOut(), connection.json).printAll(gateway, "tokens", table);
        }
    }

    @Command(
            name = "remove",
            aliases = "revoke",
            description = "Removes a token: it lets nobody in from then on.",
            mixinStandardHelpOptions = true)
    void remove(
            @Mixin Connection connection,
            @Parameters(paramLabel = "ID", description = "As token list shows it.") String id) {
        try (Gateway gateway = connection.open()) {
            gateway.delete("tokens/" + Gateway.path(id));
            new Listing(spec.commandLine().getOut(), connection.json)
                    .done(
                            "token " + id + " is removed",
                            JsonNodeFactory.instance.objectNode().put("removed", id));
        }
    }
}
