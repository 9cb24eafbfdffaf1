package dev.filegate.core.audit;

import dev.filegate.core.audit.AuditEvent.Completion;
import dev.filegate.core.audit.AuditEvent.Direction;
import dev.filegate.core.audit.AuditEvent.Operation;
import dev.filegate.core.path.NameCodec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Writes transfers in the format of wu-ftpd's xferlog(5), which ProFTPD and vsftpd write too and every log analyser reads
 * ({@code filegate.audit.xferlog}):
 *
 * <pre>{@code
 * Mon Nov 23 10:00:00 2026 1 192.0.2.1 1024 /in/a.csv b _ i r alice ftp 0 * c
 * }</pre>
 *
 * The fields: local time as ctime(3), whole seconds (at least 1), address, bytes, path, type ({@code a} or {@code b}, from the session's
 * note {@code type}), special action (none), direction ({@code i} in, {@code o} out, {@code d} deleted), access mode ({@code a} anonymous,
 * {@code r} real), user (the mail address for anonymous visitors), service, authentication method (none), authenticated user id (unknown),
 * completion ({@code c} complete, {@code i} incomplete). What would break a line into other fields becomes an underscore.
 */
public final class XferlogSink implements AuditSink {
    private static final DateTimeFormatter CTIME = DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.US);

    private final LogFile file;
    private final ZoneId zone;

    private XferlogSink(LogFile file, ZoneId zone) {
        this.file = file;
        this.zone = zone;
    }

    /**
     * Opens the file, creating it with mode 0640.
     *
     * @param zone whose local time is written
     */
    public static XferlogSink open(Path path, ZoneId zone) throws IOException {
        return new XferlogSink(LogFile.open(path), zone);
    }

    @Override
    public String name() {
        return "xferlog";
    }

    /** Transfers and deletions; the format has no place for anything else. */
    @Override
    public void write(AuditEvent event) {
        if (event instanceof AuditEvent.Transferred transferred) {
            file.append(NameCodec.encode(line(transferred, zone)));
        } else if (event instanceof AuditEvent.Changed changed && changed.operation() == Operation.DELETE) {
            file.append(NameCodec.encode(line(changed, zone)));
        }
    }

    @Override
    public void flush() throws IOException {
        file.flush();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    static String line(AuditEvent.Transferred event, ZoneId zone) {
        long seconds = Math.max(1, Math.round(event.duration().toMillis() / 1000.0));
        char direction = event.direction() == Direction.UPLOAD ? 'i' : 'o';
        char completion = event.completion() == Completion.COMPLETE ? 'c' : 'i';
        return line(event.origin(), zone, seconds, event.bytes(), event.path().toString(), direction, completion);
    }

    /** A deletion; how long the file was is not known any more. */
    static String line(AuditEvent.Changed event, ZoneId zone) {
        return line(event.origin(), zone, 1, 0, event.path().toString(), 'd', 'c');
    }

    private static String line(
            Origin origin, ZoneId zone, long seconds, long bytes, String path, char direction, char completion) {
        String type = origin.notes().getOrDefault("type", "b").equals("a") ? "a" : "b";
        String user = origin.anonymous() ? origin.notes().getOrDefault("email", "") : origin.account();
        return String.join(
                        " ",
                        CTIME.format(origin.at().atZone(zone)),
                        Long.toString(seconds),
                        AddressText.of(origin.remote()),
                        Long.toString(bytes),
                        field(path),
                        type,
                        "_",
                        String.valueOf(direction),
                        origin.anonymous() ? "a" : "r",
                        field(user),
                        origin.protocol().word(),
                        "0",
                        "*",
                        String.valueOf(completion))
                + "\n";
    }

    /** A text as one field: never empty, without spaces or line ends. */
    private static String field(String text) {
        if (text.isEmpty()) {
            return "?";
        }
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> Character.isISOControl(c) || Character.isSpaceChar(c) || Character.isWhitespace(c) ? '_' : c)
                .forEach(safe::appendCodePoint);
        return safe.toString();
    }
}
