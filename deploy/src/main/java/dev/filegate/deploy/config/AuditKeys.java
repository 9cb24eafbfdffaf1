package dev.filegate.deploy.config;

import java.nio.file.Path;
import java.time.Duration;
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
            .byDefault("true")
            .means("Whether the database keeps the audit trail too, to be searched and verified."));
    final Key<Duration> retention = group.add(Key.of("filegate.audit.retention", ValueTypes.DURATION)
            .byDefault("365d")
            .means("How long the database keeps audit records; `0s` for ever. Files are never cut by the gateway."));
    final Key<Long> spool = group.add(
            Key.of("filegate.audit.spool-size", ValueTypes.SIZE)
                    .byDefault("256M")
                    .means(
                            "How much of the audit trail may wait on disk, below `filegate.home`, while the database does not answer."));

    final Key<Long> checksums = group.add(
            Key.of("filegate.audit.checksums", sizeAllOrOff())
                    .byDefault("16M")
                    .means(
                            "Largest transfer whose SHA-256 is written down; `all` for every one, `off` for none. Computed as the bytes pass: costs about a second of processor time per GB."));

    private static ValueType<Long> sizeAllOrOff() {
        return ValueType.of(
                "`all`, `off`, or a number of bytes like `65536`, `64K`, `16M` or `1G`", text -> switch (text) {
                    case "all" -> Long.MAX_VALUE;
                    case OFF -> 0L;
                    default -> ValueTypes.size(text);
                });
    }

    private static ValueType<List<Path>> pathOrOff() {
        return ValueType.of("a path, or `off`", text -> text.equals(OFF) ? List.of() : List.of(Path.of(text)));
    }

    AuditSettings read(Values values) {
        List<AuditSettings.Archive> archives = values.get(database)
                ? List.of(new AuditSettings.Archive(values.get(retention), values.get(spool)))
                : List.of();
        return new AuditSettings(values.get(file), values.get(xferlog), archives, values.get(checksums));
    }
}
