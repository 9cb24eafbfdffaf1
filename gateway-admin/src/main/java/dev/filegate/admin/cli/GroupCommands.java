package dev.filegate.admin.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code filegate group}. */
@Command(
        name = "group",
        description = "Makes, shows, changes and removes groups: what accounts have unless they say otherwise.",
        mixinStandardHelpOptions = true)
final class GroupCommands {
    private static final String GROUPS = "groups/";
    private static final String EACH_ITS_OWN = "/{account}";

    @Spec
    CommandSpec spec = CommandSpec.create();

    GroupCommands() {}

    private Listing listing(Connection connection) {
        return new Listing(spec.commandLine().getOut(), connection.json);
    }

    @Command(name = "add", description = "Makes a group.", mixinStandardHelpOptions = true)
    void add(
            @Mixin Connection connection,
            @Parameters(paramLabel = "NAME", description = "Its name.") String name,
            @Mixin ProfileOptions profile) {
        ObjectNode document = profile.document(EACH_ITS_OWN);
        document.put("name", name);
        try (Gateway gateway = connection.open()) {
            JsonNode made = gateway.post("groups", Optional.of(document));
            listing(connection).done("group " + name + " is made", made);
        }
    }

    @Command(
            name = "set",
            description = "Changes what is given, and leaves the rest as it is.",
            mixinStandardHelpOptions = true)
    void set(
            @Mixin Connection connection,
            @Parameters(paramLabel = "NAME", description = "The group.") String name,
            @Mixin ProfileOptions profile) {
        ObjectNode patch = profile.document(EACH_ITS_OWN);
        if (patch.isEmpty()) {
            throw CommandFailure.misused("nothing to change: filegate group set --help lists the options");
        }
        String path = GROUPS + Gateway.path(name);
        try (Gateway gateway = connection.open()) {
            if (patch.has("mounts")) {
                profile.completeMounts(patch, gateway.get(path));
            }
            listing(connection).done("group " + name + " is changed", gateway.patch(path, patch));
        }
    }

    @Command(name = "list", description = "Shows the groups by name.", mixinStandardHelpOptions = true)
    void list(
            @Mixin Connection connection,
            @Option(names = "--containing", paramLabel = "TEXT", defaultValue = "", description = "Only such names.")
                    String containing) {
        Table table = new Table(spec.commandLine().getOut())
                .column("NAME", "name")
                .column("HOME", AccountCommands::home)
                .column("PERMISSIONS", "permissions")
                .column("PROTOCOLS", "protocols")
                .column("DESCRIPTION", "description");
        try (Gateway gateway = connection.open()) {
            listing(connection).print(gateway, "groups", Map.of("q", containing), 0, table);
        }
    }

    @Command(name = "show", description = "Shows a group.", mixinStandardHelpOptions = true)
    void show(@Mixin Connection connection, @Parameters(paramLabel = "NAME", description = "The group.") String name) {
        try (Gateway gateway = connection.open()) {
            listing(connection).print(gateway.get(GROUPS + Gateway.path(name)));
        }
    }

    @Command(
            name = "remove",
            description = "Removes a group that no account belongs to.",
            mixinStandardHelpOptions = true)
    void remove(
            @Mixin Connection connection, @Parameters(paramLabel = "NAME", description = "The group.") String name) {
        try (Gateway gateway = connection.open()) {
            gateway.delete(GROUPS + Gateway.path(name));
            listing(connection)
                    .done(
                            "group " + name + " is removed",
                            JsonNodeFactory.instance.objectNode().put("removed", name));
        }
    }
}
