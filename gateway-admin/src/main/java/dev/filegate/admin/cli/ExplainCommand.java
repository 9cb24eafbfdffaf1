package dev.filegate.admin.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code filegate explain}. */
@Command(
        name = "explain",
        description = "Tells what would come of an operation, and which rule decides. Changes nothing.",
        mixinStandardHelpOptions = true)
final class ExplainCommand implements Runnable {
    @Spec
    CommandSpec spec = CommandSpec.create();

    @Mixin
    Connection connection = new Connection();

    @Option(names = "--account", required = true, paramLabel = "A", description = "The name the client logs in with.")
    String account = "";

    @Option(names = "--protocol", required = true, paramLabel = "P", description = "ftp, ftps, sftp, scp or tftp.")
    String protocol = "";

    @Option(
            names = "--operation",
            required = true,
            paramLabel = "O",
            description = "read, write, delete, rename, mkdir, …; upload and download will do too.")
    String operation = "";

    @Option(names = "--path", required = true, paramLabel = "X", description = "In the account's tree.")
    String path = "";

    @Option(names = "--target", defaultValue = "", description = "The new name, for rename, copy and links.")
    String target = "";

    @Option(names = "--address", defaultValue = "", description = "Where the client comes from. Default: 127.0.0.1.")
    String address = "";

    @Option(
            names = "--size",
            paramLabel = "SIZE",
            defaultValue = "",
            description = "Of the file that is uploaded: 500M, 10G. Default: 1 byte.")
    String size = "";

    ExplainCommand() {}

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        try (Gateway gateway = connection.open()) {
            JsonNode answer = gateway.get(Gateway.query(
                    "explain",
                    Map.of(
                            "account", account,
                            "protocol", protocol,
                            "operation", operation,
                            "path", path,
                            "target", target,
                            "address", address,
                            "size", size.isEmpty() ? "" : Long.toString(ProfileOptions.bytes("--size", size)))));
            if (connection.json) {
                new Listing(out, true).print(answer);
                return;
            }
            boolean allowed = answer.path("allowed").booleanValue();
            out.println(
                    allowed
                            ? "allowed: " + Table.text(answer.path("detail"))
                            : "refused by " + Table.text(answer.path("rule")) + ": "
                                    + Table.text(answer.path("detail")));
            out.println();
            Table table = new Table(out)
                    .column("RULE", "rule")
                    .column("SAYS", step -> step.path("passed").booleanValue() ? "yes" : "NO")
                    .column("BECAUSE", "detail");
            answer.path("steps").forEach(table::add);
            table.print();
        }
    }
}
