package dev.filegate.core.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.core.account.Network;
import dev.filegate.core.audit.AuditEvent.Completion;
import dev.filegate.core.audit.AuditEvent.Direction;
import dev.filegate.core.audit.AuditEvent.Operation;
import dev.filegate.core.auth.Credential;
import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.Rule;
import dev.filegate.core.path.NameCodec;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.server.Protocol;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JsonLinesSinkTest {
    private static final String HEAD = "{\"at\":\"2026-11-23T10:00:00.120Z\",\"event\":\"";
    private static final String ORIGIN =
            "\",\"session\":\"s1\",\"protocol\":\"ftp\",\"remote\":\"2001:db8::1\",\"remote_port\":4711,"
                    + "\"account\":\"alice\",";
    private static final VirtualPath PATH = VirtualPath.parse("/in/a.csv");
    private static final Instant AT = Instant.parse("2026-11-23T10:00:00.12Z");

    private static Origin origin(Map<String, String> notes) {
        return new Origin(
                AT,
                "s1",
                Protocol.FTP,
                new InetSocketAddress(InetAddress.ofLiteral("2001:db8::1"), 4711),
                "alice",
                false,
                notes);
    }

    private static Origin origin() {
        return origin(Map.of());
    }

    private static String line(AuditEvent event) {
        return new String(EventJson.line(event), StandardCharsets.US_ASCII);
    }

    static Stream<Arguments> events() {
        Network network = Network.parse("2001:db8::/64");
        return Stream.of(
                Arguments.of(
                        new AuditEvent.SessionOpened(
                                origin(), new InetSocketAddress(InetAddress.ofLiteral("192.0.2.9"), 21)),
                        "session_opened" + ORIGIN + "\"local\":\"192.0.2.9\",\"local_port\":21}"),
                Arguments.of(
                        new AuditEvent.SessionRefused(origin(), "too many", Rule.SESSIONS),
                        "session_refused" + ORIGIN + "\"rule\":\"sessions\",\"reason\":\"too many\"}"),
                Arguments.of(
                        new AuditEvent.SessionClosed(origin(), Duration.ofMillis(1500), 1, 2, "closed"),
                        "session_closed" + ORIGIN
                                + "\"duration_ms\":1500,\"received\":1,\"sent\":2,\"reason\":\"closed\"}"),
                Arguments.of(
                        new AuditEvent.LoggedIn(
                                origin(Map.of("tls", "TLSv1.3", "client", "lftp")), Credential.Method.PASSWORD),
                        "logged_in" + ORIGIN
                                + "\"method\":\"password\",\"notes\":{\"client\":\"lftp\",\"tls\":\"TLSv1.3\"}}"),
                Arguments.of(
                        new AuditEvent.LoginFailed(
                                origin(), Credential.Method.ADDRESS, "unknown user", Rule.AUTHENTICATION),
                        "login_failed" + ORIGIN
                                + "\"method\":\"address\",\"rule\":\"authentication\",\"reason\":\"unknown user\"}"),
                Arguments.of(
                        new AuditEvent.Transferred(
                                origin(), Direction.UPLOAD, PATH, 5, 10, Duration.ofMillis(7), Completion.COMPLETE, ""),
                        "transferred" + ORIGIN
                                + "\"direction\":\"upload\",\"path\":\"/in/a.csv\",\"offset\":5,\"bytes\":10,\"duration_ms\":7,"
                                + "\"completion\":\"complete\",\"detail\":\"\"}"),
                Arguments.of(
                        new AuditEvent.Transferred(
                                origin(),
                                Direction.DOWNLOAD,
                                PATH,
                                0,
                                10,
                                Duration.ofMillis(7),
                                Completion.COMPLETE,
                                "",
                                "ab12"),
                        "transferred" + ORIGIN
                                + "\"direction\":\"download\",\"path\":\"/in/a.csv\",\"offset\":0,\"bytes\":10,\"duration_ms\":7,"
                                + "\"completion\":\"complete\",\"detail\":\"\",\"sha256\":\"ab12\"}"),
                Arguments.of(
                        new AuditEvent.Changed(origin(), Operation.RENAME, PATH, "/b"),
                        "changed" + ORIGIN + "\"operation\":\"rename\",\"path\":\"/in/a.csv\",\"target\":\"/b\"}"),
                Arguments.of(
                        new AuditEvent.Refused(
                                origin(), Operation.DELETE, PATH, Failure.PERMISSION_DENIED, "no", Rule.PERMISSIONS),
                        "refused" + ORIGIN
                                + "\"operation\":\"delete\",\"path\":\"/in/a.csv\",\"failure\":\"permission_denied\",\"rule\":\"permissions\",\"detail\":\"no\"}"),
                Arguments.of(
                        new AuditEvent.Banned(origin(), network, Duration.ofMinutes(10), 2),
                        "banned" + ORIGIN + "\"network\":\"2001:db8::/64\",\"seconds\":600,\"repetition\":2}"),
                Arguments.of(new AuditEvent.BanLifted(AT, network), "ban_lifted\",\"network\":\"2001:db8::/64\"}"),
                Arguments.of(
                        new AuditEvent.Administered(
                                AT, "ops", origin().remote(), "account.update", "alice", "disabled", true),
                        "administered\",\"actor\":\"ops\",\"remote\":\"2001:db8::1\",\"remote_port\":4711,\"action\":\"account.update\",\"subject\":\"alice\",\"detail\":\"disabled\",\"done\":true}"),
                Arguments.of(new AuditEvent.ChainHead(AT, 12, "ab"), "chain_head\",\"sequence\":12,\"hash\":\"ab\"}"),
                Arguments.of(new AuditEvent.EventsLost(AT, "file", 7), "events_lost\",\"sink\":\"file\",\"count\":7}"));
    }

    @ParameterizedTest
    @MethodSource("events")
    void writesEveryKindOfEvent(AuditEvent event, String expected) {
        assertThat(line(event)).isEqualTo(HEAD + expected + "\n");
    }

    @Test
    void saysWhoIsAnonymous() {
        Origin visitor = new Origin(
                AT, "s1", Protocol.FTP, RecordingContext.ORIGIN.remote(), "anonymous", true, Map.of("email", "me@x"));
        assertThat(line(new AuditEvent.LoggedOut(visitor)))
                .contains("\"account\":\"anonymous\",\"anonymous\":true")
                .endsWith(",\"notes\":{\"email\":\"me@x\"}}\n");
    }

    @Test
    void aNameThatIsNotUnicodeIsShownAndKept() {
        VirtualPath odd = VirtualPath.ROOT.child(NameCodec.decode(new byte[] {'a', (byte) 0xFF}));
        String line = line(new AuditEvent.Changed(origin(), Operation.MKDIR, odd, ""));
        assertThat(line).contains("\"path\":\"/a\\\\xff\",\"path_base64\":\"L2H/\"");
    }

    @Test
    void everyCharacterMakesAValidLine() {
        for (int c = 0; c <= 0xFFFF; c++) {
            String text = "x" + (char) c + "y";
            String line = new String(new JsonLine().field("t", text).end(), StandardCharsets.US_ASCII);
            assertThat(line)
                    .matches(
                            "\\{\"t\":\"x([ !#-\\[\\]-~]|\\\\[\"\\\\nrt]|\\\\u[0-9a-f]{4}|\\\\\\\\x[0-9a-f]{2})y\"}\n");
        }
    }

    @Test
    void charactersBeyondTheBasicPlaneArePairs() {
        assertThat(new String(new JsonLine().field("t", "\uD83D\uDE00\uD83D").end(), StandardCharsets.US_ASCII))
                .isEqualTo("{\"t\":\"\\ud83d\\ude00\\ufffd\"}\n");
    }
}
