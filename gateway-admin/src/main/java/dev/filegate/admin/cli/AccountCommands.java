package dev.filegate.admin.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code filegate account}. */
@Command(name = "account", description = "Makes, shows, changes and removes accounts.", mixinStandardHelpOptions = true)
final class AccountCommands {
    private static final String ACCOUNTS = "accounts/";

    @Spec
    CommandSpec spec = CommandSpec.create();

    AccountCommands() {}

    private Listing listing(Connection connection) {
        return new Listing(spec.commandLine().getOut(), connection.json);
    }

    @Command(name = "add", description = "Makes an account.", mixinStandardHelpOptions = true)
    void add(
            @Mixin Connection connection,
            @Parameters(paramLabel = "NAME", description = "What its clients log in with.") String name,
            @Mixin ProfileOptions profile,
            @Mixin ProofOptions proofs) {
        ObjectNode document = profile.document("/" + name);
        document.put("name", name);
        proofs.addTo(document, System.in);
        try (Gateway gateway = connection.open()) {
            JsonNode made = gateway.post("accounts", Optional.of(document));
            listing(connection).done("account " + name + " is made", made);
        }
    }

    @Command(
            name = "set",
            description = "Changes what is given, and leaves the rest as it is.",
            mixinStandardHelpOptions = true)
    void set(
            @Mixin Connection connection,
            @Parameters(paramLabel = "NAME", description = "The account.") String name,
            @Mixin ProfileOptions profile,
            @Mixin ProofOptions proofs) {
        ObjectNode patch = profile.document("/" + name);
        proofs.addTo(patch, System.in);
        if (patch.isEmpty()) {
            throw CommandFailure.misused("nothing to change: filegate account set --help lists the options");
        }
        String path = ACCOUNTS + Gateway.path(name);
        try (Gateway gateway = connection.open()) {
            if (patch.has("mounts")) {
                profile.completeMounts(patch, gateway.get(path));
            }
            listing(connection).done("account " + name + " is changed", gateway.patch(path, patch));
        }
    }

    @Command(
            name = "list",
            description = "Shows the accounts by name, those of the configuration included.",
            mixinStandardHelpOptions = true)
    void list(
            @Mixin Connection connection,
            @Option(names = "--containing", paramLabel = "TEXT", defaultValue = "", description = "Only such names.")
                    String containing,
            @Option(names = "--group", paramLabel = "G", defaultValue = "", description = "Only members of it.")
                    String group) {
        Table table = new Table(spec.commandLine().getOut())
                .column("NAME", "name")
                .column("ORIGIN", "origin")
                .column("DISABLED", "disabled")
                .column("GROUPS", "groups")
                .column("HOME", AccountCommands::home)
                .column("DESCRIPTION", "description");
        try (Gateway gateway = connection.open()) {
            listing(connection).print(gateway, "accounts", Map.of("q", containing, "group", group), 0, table);
        }
    }

    static String home(JsonNode account) {
        for (JsonNode mount : account.path("mounts")) {
            if (mount.path("at").asText().equals("/")) {
                return Table.text(mount.path("storage")) + ":" + Table.text(mount.path("path"));
            }
        }
        return "-";
    }

    @Command(name = "show", description = "Shows an account.", mixinStandardHelpOptions = true)
    void show(
            @Mixin Connection connection, @Parameters(paramLabel = "NAME", description = "The account.") String name) {
        try (Gateway gateway = connection.open()) {
            listing(connection).print(gateway.get(ACCOUNTS + Gateway.path(name)));
        }
    }

    @Command(
            name = "remove",
            description = "Removes an account. Its sessions end, its files stay.",
            mixinStandardHelpOptions = true)
    void remove(
            @Mixin Connection connection, @Parameters(paramLabel = "NAME", description = "The account.") String name) {
        try (Gateway gateway = connection.open()) {
            gateway.delete(ACCOUNTS + Gateway.path(name));
            listing(connection)
                    .done(
                            "account " + name + " is removed",
                            JsonNodeFactory.instance.objectNode().put("removed", name));
        }
    }

    @Command(
            name = "quota",
            description = "Shows what an account stores, and may store.",
            mixinStandardHelpOptions = true)
    void quota(
            @Mixin Connection connection,
            @Parameters(paramLabel = "NAME", description = "The account.") String name,
            @Option(names = "--recount", description = "Count its files anew first.") boolean recount,
            @Mixin Progress progress) {
        String path = ACCOUNTS + Gateway.path(name) + "/quota";
        try (Gateway gateway = connection.open()) {
            listing(connection).print(recount ? recounted(gateway, path, progress) : gateway.get(path));
        }
    }

    private JsonNode recounted(Gateway gateway, String path, Progress progress) {
        long begin = System.nanoTime();
        Supplier<String> words = () ->
                "counting for " + Duration.ofNanos(System.nanoTime() - begin).toSeconds() + " s";
        try (Progress.Line _ = progress.of(spec.commandLine().getErr(), words)) {
            return gateway.post(path + "/recount", Optional.empty());
        }
    }
}
