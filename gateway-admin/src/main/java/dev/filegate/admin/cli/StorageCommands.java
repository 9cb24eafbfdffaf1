package dev.filegate.admin.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code filegate storage}, as far as a running gateway is asked. */
@Command(name = "storage", description = "Shows the storages of the configuration.", mixinStandardHelpOptions = true)
final class StorageCommands {
    private static final String NAME = "storage";

    StorageCommands() {}

    /** The program may have a command of that name already, for what needs no gateway: then these stand below it. */
    static void addTo(CommandLine program) {
        CommandLine present = program.getSubcommands().get(NAME);
        if (present == null) {
            present = new CommandLine(new StorageCommands());
            program.addSubcommand(present);
        }
        present.addSubcommand(new All()).addSubcommand(new One());
    }

    /** {@code filegate storage list}. */
    @Command(
            name = "list",
            description = "Shows the storages of a running gateway, and whether they can be reached.",
            mixinStandardHelpOptions = true)
    static final class All implements Runnable {
        @Spec
        CommandSpec spec = CommandSpec.create();

        @Mixin
        Connection connection = new Connection();

        All() {}

        @Override
        public void run() {
            Table table = new Table(spec.commandLine().getOut())
                    .column("NAME", "name")
                    .column("TYPE", "type")
                    .column("REACHABLE", "reachable")
                    .column("DETAIL", "detail");
            try (Gateway gateway = connection.open()) {
                new Listing(spec.commandLine().getOut(), connection.json).printAll(gateway, "storages", table);
            }
        }
    }

    /** {@code filegate storage show}. */
    @Command(name = "show", description = "Shows a storage of a running gateway.", mixinStandardHelpOptions = true)
    static final class One implements Runnable {
        @Spec
        CommandSpec spec = CommandSpec.create();

        @Mixin
        Connection connection = new Connection();

        @Parameters(paramLabel = "NAME", description = "Its name.")
        String name = "";

        One() {}

        @Override
        public void run() {
            try (Gateway gateway = connection.open()) {
                new Listing(spec.commandLine().getOut(), connection.json)
                        .print(gateway.get("storages/" + Gateway.path(name)));
            }
        }
    }
}
