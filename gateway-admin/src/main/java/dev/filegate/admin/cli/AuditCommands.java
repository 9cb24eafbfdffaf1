package dev.filegate.admin.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code filegate audit}. */
@Command(name = "audit", description = "Searches and verifies the audit trail.", mixinStandardHelpOptions = true)
final class AuditCommands {
    /** What has a column of its own, or is of no use to people. */
    private static final Set<String> IN_COLUMNS = Set.of(
            "sequence",
            "at",
            "event",
            "account",
            "protocol",
            "remote",
            "remote_port",
            "path",
            "hash",
            "session",
            "notes");

    @Spec
    CommandSpec spec = CommandSpec.create();

    AuditCommands() {}

    /** What is searched for. */
    static final class Search {
        @Option(names = "--account", defaultValue = "", description = "Only events of this account.")
        String account = "";

        @Option(
                names = "--since",
                paramLabel = "T",
                defaultValue = "",
                description = "First moment: 2026-11-20T10:00:00Z, a date, or how long ago: 24h, 7d.")
        String since = "";

        @Option(names = "--until", paramLabel = "T", defaultValue = "", description = "First moment after.")
        String until = "";

        @Option(
                names = "--path",
                paramLabel = "GLOB",
                defaultValue = "",
                description = "Only events whose path matches: '/in/**', '*.csv'.")
        String path = "";

        @Option(
                names = "--event",
                paramLabel = "EVENT[,…]",
                defaultValue = "",
                description = "Only these events: transferred, refused, login_failed, …")
        String event = "";

        @Option(names = "--protocol", paramLabel = "P[,…]", defaultValue = "", description = "Only these protocols.")
        String protocol = "";

        @Option(names = "--session", paramLabel = "ID", defaultValue = "", description = "Only events of this session.")
        String session = "";

        @Option(
                names = "--limit",
                paramLabel = "N",
                defaultValue = "1000",
                description = "How many at most, the newest ones; 0 for all. Default: ${DEFAULT-VALUE}.")
        long limit;

        Search() {}

        Map<String, String> parameters() {
            return Map.of(
                    "account", account,
                    "since", since,
                    "until", until,
                    "path", path,
                    "event", event,
                    "protocol", protocol,
                    "session", session);
        }
    }

    @Command(name = "search", description = "Shows what happened, newest first.", mixinStandardHelpOptions = true)
    void search(@Mixin Connection connection, @Mixin Search search) {
        if (search.limit < 0) {
            throw CommandFailure.misused("--limit: 0 or more, not " + search.limit);
        }
        Table table = new Table(spec.commandLine().getOut())
                .number("NO", row -> Table.text(row.path("sequence")))
                .column("AT", "at")
                .column("EVENT", "event")
                .column("ACCOUNT", row -> orActor(row))
                .column("PROTOCOL", "protocol")
                .column("ADDRESS", "remote")
                .column("PATH", "path")
                .column("DETAILS", AuditCommands::details);
        try (Gateway gateway = connection.open()) {
            boolean more = new Listing(spec.commandLine().getOut(), connection.json)
                    .print(gateway, "audit", search.parameters(), search.limit, table);
            if (more) {
                spec.commandLine()
                        .getErr()
                        .println("filegate: these are the newest " + search.limit + "; --limit 0 shows all");
            }
        }
    }

    private static String orActor(JsonNode event) {
        return Table.text(event.has("actor") ? event.path("actor") : event.path("account"));
    }

    private static String details(JsonNode event) {
        List<String> details = new ArrayList<>();
        event.properties().forEach(field -> {
            String value = Table.text(field.getValue());
            if (!IN_COLUMNS.contains(field.getKey()) && !field.getKey().equals("actor") && !value.isEmpty()) {
                details.add(field.getKey() + "=" + value);
            }
        });
        return String.join(" ", details);
    }

    @Command(
            name = "verify",
            description = "Goes over the hash chain: was a record removed or changed? Ends with 1 if so.",
            mixinStandardHelpOptions = true)
    void verify(@Mixin Connection connection, @Mixin Progress progress) {
        PrintWriter out = spec.commandLine().getOut();
        try (Gateway gateway = connection.open()) {
            JsonNode found = verify(gateway, progress);
            boolean intact = found.path("intact").booleanValue();
            String records = found.path("records").asText() + " records, numbers "
                    + found.path("first").asText() + " to " + found.path("last").asText();
            new Listing(out, connection.json)
                    .done(
                            intact
                                    ? "intact: " + records + ", head "
                                            + found.path("head").asText()
                                    : findings(found),
                            found);
            if (!intact) {
                throw CommandFailure.failed("the audit trail was tampered with (" + records + ")");
            }
        }
    }

    private JsonNode verify(Gateway gateway, Progress progress) {
        try (Progress.Line _ = progress.of(spec.commandLine().getErr(), () -> looked(gateway))) {
            return gateway.post("audit/verification", Optional.empty());
        }
    }

    /** The newest verification is ours, or is as far as ours. */
    private static String looked(Gateway gateway) {
        JsonNode running = gateway.get("audit/verification").path("items");
        return running.path(running.size() - 1).path("records").asLong() + " records looked at";
    }

    private static String findings(JsonNode found) {
        List<String> lines = new ArrayList<>();
        found.path("findings")
                .forEach(finding -> lines.add(
                        "record " + finding.path("sequence").asText() + ": " + Table.text(finding.path("detail"))));
        return String.join(System.lineSeparator(), lines);
    }
}
