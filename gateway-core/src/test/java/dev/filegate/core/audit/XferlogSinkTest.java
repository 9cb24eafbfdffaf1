package dev.filegate.core.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.core.audit.AuditEvent.Completion;
import dev.filegate.core.audit.AuditEvent.Direction;
import dev.filegate.core.audit.AuditEvent.Operation;
import dev.filegate.core.path.NameCodec;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.server.Protocol;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class XferlogSinkTest {
    private static Origin origin(String at, boolean anonymous, Map<String, String> notes) {
        return new Origin(
                Instant.parse(at),
                "s1",
                Protocol.FTP,
                new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 4711),
                anonymous ? "anonymous" : "alice",
                anonymous,
                notes);
    }

    private static AuditEvent.Transferred transfer(
            Origin origin, Direction direction, String path, long millis, Completion completion) {
        return new AuditEvent.Transferred(
                origin, direction, VirtualPath.parse(path), 0, 1024, Duration.ofMillis(millis), completion, "");
    }

    @Test
    void writesAnUploadAsWuFtpdDid() {
        AuditEvent.Transferred event = transfer(
                origin("2026-11-03T09:08:07Z", false, Map.of()),
                Direction.UPLOAD,
                "/in/a.csv",
                20,
                Completion.COMPLETE);
        assertThat(XferlogSink.line(event, ZoneOffset.UTC))
                .isEqualTo("Tue Nov  3 09:08:07 2026 1 192.0.2.1 1024 /in/a.csv b _ i r alice ftp 0 * c\n");
    }

    @Test
    void writesAnInterruptedAnonymousDownloadInAsciiAndLocalTime() {
        Origin visitor = origin("2026-11-23T23:30:00Z", true, Map.of("email", "me @x.org", "type", "a"));
        AuditEvent.Transferred event =
                transfer(visitor, Direction.DOWNLOAD, "/pub/my file\u2028é", 2600, Completion.PARTIAL);
        assertThat(XferlogSink.line(event, ZoneId.of("Europe/Berlin")))
                .isEqualTo("Tue Nov 24 00:30:00 2026 3 192.0.2.1 1024 /pub/my_file_é a _ o a me_@x.org ftp 0 * i\n");
    }

    @Test
    void anAbortedUploadIsIncompleteAndAVisitorWithoutAddressIsAQuestionMark() {
        AuditEvent.Transferred event =
                transfer(origin("2026-11-23T10:00:00Z", true, Map.of()), Direction.UPLOAD, "/a", 0, Completion.ABORTED);
        assertThat(XferlogSink.line(event, ZoneOffset.UTC))
                .isEqualTo("Mon Nov 23 10:00:00 2026 1 192.0.2.1 1024 /a b _ i a ? ftp 0 * i\n");
    }

    @Test
    void writesTransfersAndDeletionsOnlyAndBytesAsTheyAre(@TempDir Path directory) throws IOException {
        Path log = directory.resolve("xferlog");
        Origin alice = origin("2026-11-23T10:00:00Z", false, Map.of());
        VirtualPath odd = VirtualPath.ROOT.child(NameCodec.decode(new byte[] {'a', (byte) 0xE9}));
        try (XferlogSink sink = XferlogSink.open(log, ZoneOffset.UTC)) {
            sink.write(new AuditEvent.LoggedOut(alice));
            sink.write(new AuditEvent.Changed(alice, Operation.MKDIR, odd, ""));
            sink.write(new AuditEvent.Changed(alice, Operation.DELETE, odd, ""));
        }
        assertThat(NameCodec.decode(Files.readAllBytes(log)))
                .isEqualTo("Mon Nov 23 10:00:00 2026 1 192.0.2.1 0 " + odd + " b _ d r alice ftp 0 * c\n");
    }
}
