package dev.filegate.deploy.config;

import java.nio.file.Path;
import java.util.List;

/** Keys of the audit trail. */
final class AuditKeys {
    private static final String OFF = "off";

    final KeyGroup group =
            new KeyGroup("Audit trail", "Files are appended to and never deleted or rotated by the gateway.");

    final Key<List<Path>> file = group.add(Key.of("filegate.audit.file", pathOrOff())
            .byDefault("${filegate.home}/audit.jsonl")
            .means("Every login, transfer, change and refusal, as a line of JSON each; `off` for none."));
    final Key<List<Path>> xferlog = group.add(Key.of("filegate.audit.xferlog", pathOrOff())
            .byDefault(OFF)
            .means("Every transfer, as a line of xferlog each, as wu-ftpd and its successors write it."));
    final Key<Boolean> database = group.add(Key.of("filegate.audit.database", ValueTypes.FLAG)
            .byDefault("false")
            .unavailable("a database", asked -> asked)
            .means("Whether the database keeps the audit trail too. Not in this version."));

    private static ValueType<List<Path>> pathOrOff() {
        return ValueType.of("a path, or `off`", text -> text.equals(OFF) ? List.of() : List.of(Path.of(text)));
    }

    AuditSettings read(Values values) {
        values.find(database);
        return new AuditSettings(values.get(file), values.get(xferlog));
    }
}
