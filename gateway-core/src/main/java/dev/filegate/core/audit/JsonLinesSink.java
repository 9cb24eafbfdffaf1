package dev.filegate.core.audit;

import java.io.IOException;
import java.nio.file.Path;

/** Writes every event as one line of JSON ({@code filegate.audit.file}). docs/audit.md lists the fields, which are stable. */
public final class JsonLinesSink implements AuditSink {
    private final LogFile file;

    private JsonLinesSink(LogFile file) {
        this.file = file;
    }

    /** Opens the file, creating it with mode 0640. */
    public static JsonLinesSink open(Path path) throws IOException {
        return new JsonLinesSink(LogFile.open(path));
    }

    @Override
    public String name() {
        return "file";
    }

    @Override
    public void write(AuditEvent event) {
        file.append(EventJson.line(event));
    }

    @Override
    public void flush() throws IOException {
        file.flush();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
