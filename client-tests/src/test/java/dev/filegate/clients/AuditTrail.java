package dev.filegate.clients;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** The audit file of a running gateway: a JSON object per line, written a moment after the client has its answer. */
final class AuditTrail {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Path file;
    private final ObjectMapper json = new ObjectMapper();

    AuditTrail(Path file) {
        this.file = file;
    }

    /**
     * Waits for the record of a transfer that was complete.
     *
     * @param direction {@code upload} or {@code download}
     */
    void awaitTransfer(String direction, String path, long bytes) {
        await(direction, path, bytes, record -> true);
    }

    /** The same for a transfer by FTPS, whose record tells the version of TLS and the cipher suite. */
    void awaitTransferOverTls(String direction, String path, long bytes, String version) {
        await(
                direction,
                path,
                bytes,
                record -> record.path("protocol").asText().equals("ftps")
                        && record.at("/notes/tls").asText().equals("TLSv" + version)
                        && record.at("/notes/cipher").asText().startsWith("TLS_"));
    }

    /** The same for a transfer by TFTP, whose record tells in its notes what was agreed on. */
    void awaitTransferByTftp(String direction, String path, long bytes, Map<String, String> notes) {
        await(
                direction,
                path,
                bytes,
                record -> record.path("protocol").asText().equals("tftp")
                        && notes.entrySet().stream()
                                .allMatch(note -> record.path("notes")
                                        .path(note.getKey())
                                        .asText()
                                        .equals(note.getValue())));
    }

    /** Waits until an upload that its client broke off has ended: before, nobody else may write that file. */
    void awaitBrokenUpload(String path) {
        await(
                "broken upload",
                path,
                record -> record.path("event").asText().equals("transferred")
                        && record.path("direction").asText().equals("upload")
                        && !record.path("completion").asText().equals("complete"));
    }

    private void await(String direction, String path, long bytes, Predicate<JsonNode> more) {
        await(
                "complete " + direction + " of " + bytes + " bytes",
                path,
                record -> isTransfer(record, direction, bytes) && more.test(record));
    }

    private void await(String what, String path, Predicate<JsonNode> wanted) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        List<JsonNode> ofPath;
        do {
            ofPath = records(path.substring(0, path.indexOf('/', 1) + 1)).stream()
                    .filter(record -> record.path("path").asText().equals(path))
                    .toList();
            if (ofPath.stream().anyMatch(wanted)) {
                return;
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        } while (System.nanoTime() < deadline);
        throw new AssertionError("no " + what + " among the audit records of " + path + ": " + ofPath);
    }

    private static boolean isTransfer(JsonNode record, String direction, long bytes) {
        return record.path("event").asText().equals("transferred")
                && record.path("direction").asText().equals(direction)
                && record.path("completion").asText().equals("complete")
                && record.path("account").asText().equals(Gateway.USER)
                && record.path("bytes").asLong(-1) == bytes;
    }

    /** What is written so far about files below a directory. */
    private List<JsonNode> records(String directory) {
        try {
            String text = Files.readString(file);
            List<JsonNode> records = new ArrayList<>();
            for (String line :
                    text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
                if (line.contains(directory)) {
                    records.add(json.readTree(line));
                }
            }
            return records;
        } catch (IOException e) {
            throw new AssertionError("cannot read the audit file " + file, e);
        }
    }
}
