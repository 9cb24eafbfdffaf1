package dev.filegate.core.audit;

import dev.filegate.core.account.Network;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/** Events as JSON. docs/audit.md lists the fields, which are stable. */
public final class EventJson {
    private static final DateTimeFormatter MILLISECONDS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter().withZone(ZoneOffset.UTC);

    private EventJson() {}

    /** The event as it is written, with the end of the line. */
    static byte[] line(AuditEvent event) {
        JsonLine json = new JsonLine();
        json.field("at", time(event.at()));
        json.field("event", word(event));
        event.ofClient().ifPresent(byClient -> origin(json, byClient.origin()));
        details(json, event);
        event.ofClient()
                .ifPresent(byClient -> json.object("notes", byClient.origin().notes()));
        return json.end();
    }

    private static void origin(JsonLine json, Origin origin) {
        json.field("session", origin.session());
        json.field("protocol", origin.protocol().word());
        json.field("remote", AddressText.of(origin.remote()));
        json.field("remote_port", origin.remote().getPort());
        json.field("account", origin.account());
        if (origin.anonymous()) {
            json.field("anonymous", true);
        }
    }

    /** The event as one JSON object, without the end of the line. ASCII. */
    public static String text(AuditEvent event) {
        byte[] line = line(event);
        return new String(line, 0, line.length - 1, StandardCharsets.US_ASCII);
    }

    /** The word of an event: {@code transferred}. */
    public static String word(AuditEvent event) {
        return switch (event) {
            case AuditEvent.SessionOpened _ -> "session_opened";
            case AuditEvent.SessionRefused _ -> "session_refused";
            case AuditEvent.SessionClosed _ -> "session_closed";
            case AuditEvent.LoggedIn _ -> "logged_in";
            case AuditEvent.LoginFailed _ -> "login_failed";
            case AuditEvent.LoggedOut _ -> "logged_out";
            case AuditEvent.Transferred _ -> "transferred";
            case AuditEvent.Changed _ -> "changed";
            case AuditEvent.Refused _ -> "refused";
            case AuditEvent.Banned _ -> "banned";
            case AuditEvent.BanLifted _ -> "ban_lifted";
            case AuditEvent.Administered _ -> "administered";
            case AuditEvent.ChainHead _ -> "chain_head";
            case AuditEvent.EventsLost _ -> "events_lost";
        };
    }

    private static void details(JsonLine json, AuditEvent event) {
        switch (event) {
            case AuditEvent.SessionOpened opened -> {
                json.field("local", AddressText.of(opened.local()));
                json.field("local_port", opened.local().getPort());
            }
            case AuditEvent.SessionRefused refused -> {
                json.field("rule", refused.rule().word());
                json.field("reason", refused.reason());
            }
            case AuditEvent.SessionClosed closed -> {
                json.field("duration_ms", closed.duration().toMillis());
                json.field("received", closed.received());
                json.field("sent", closed.sent());
                json.field("reason", closed.reason());
            }
            case AuditEvent.LoggedIn in -> json.field("method", in.method().word());
            case AuditEvent.LoginFailed failed -> {
                json.field("method", failed.method().word());
                json.field("rule", failed.rule().word());
                json.field("reason", failed.reason());
            }
            case AuditEvent.LoggedOut _ -> {}
            case AuditEvent.Transferred transferred -> transfer(json, transferred);
            case AuditEvent.Changed changed -> {
                json.field("operation", changed.operation().word());
                json.path("path", changed.path().toString());
                json.path("target", changed.target());
            }
            case AuditEvent.Refused refused -> {
                json.field("operation", refused.operation().word());
                json.path("path", refused.path().toString());
                json.field("failure", refused.failure().word());
                json.field("rule", refused.rule().word());
                json.field("detail", refused.detail());
            }
            case AuditEvent.Banned banned -> {
                json.field("network", network(banned.network()));
                json.field("seconds", banned.time().toSeconds());
                json.field("repetition", banned.repetition());
            }
            case AuditEvent.BanLifted lifted -> json.field("network", network(lifted.network()));
            case AuditEvent.Administered administered -> administered(json, administered);
            case AuditEvent.ChainHead head -> {
                json.field("sequence", head.sequence());
                json.field("hash", head.hash());
            }
            case AuditEvent.EventsLost lost -> {
                json.field("sink", lost.sink());
                json.field("count", lost.count());
            }
        }
    }

    private static void transfer(JsonLine json, AuditEvent.Transferred transferred) {
        json.field("direction", transferred.direction().word());
        json.path("path", transferred.path().toString());
        json.field("offset", transferred.offset());
        json.field("bytes", transferred.bytes());
        json.field("duration_ms", transferred.duration().toMillis());
        json.field("completion", transferred.completion().word());
        json.field("detail", transferred.detail());
        if (!transferred.sha256().isEmpty()) {
            json.field("sha256", transferred.sha256());
        }
    }

    private static void administered(JsonLine json, AuditEvent.Administered event) {
        json.field("actor", event.actor());
        json.field("remote", AddressText.of(event.remote()));
        json.field("remote_port", event.remote().getPort());
        json.field("action", event.action());
        json.field("subject", event.subject());
        json.field("detail", event.detail());
        json.field("done", event.done());
    }

    private static String network(Network network) {
        return AddressText.of(network.base()) + "/" + network.prefixLength();
    }

    private static String time(Instant at) {
        return MILLISECONDS.format(at);
    }
}
