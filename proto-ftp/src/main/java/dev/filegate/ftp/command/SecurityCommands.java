package dev.filegate.ftp.command;

import dev.filegate.ftp.FtpReplies;
import dev.filegate.ftp.FtpSession;
import dev.filegate.ftp.Outcome;
import dev.filegate.ftp.Outcome.Reply;
import java.util.Locale;

/** The verbs of RFC 2228 as RFC 4217 uses them: AUTH PBSZ PROT CCC; the others belong to mechanisms that are not here. */
public final class SecurityCommands {
    private SecurityCommands() {}

    /** RFC 4217 sections 2 and 4. The historic AUTH SSL and TLS-P protect data connections at once, as their drafts said. */
    public static Outcome auth(FtpSession session, String mechanism) {
        if (!session.security().isAvailable()) {
            return unavailable(session, mechanism);
        }
        if (session.security().isControlPrivate()) {
            return Reply.of(503, "the connection is encrypted already");
        }
        return switch (mechanism.strip().toUpperCase(Locale.ROOT)) {
            case "TLS", "TLS-C" -> new Outcome.StartTls(Reply.of(234, "TLS begins now"));
            case "SSL", "TLS-P" -> {
                session.security().bufferSizeGiven();
                session.security().dataPrivate(true);
                yield new Outcome.StartTls(Reply.of(234, "TLS begins now, for data connections too"));
            }
            default -> FtpReplies.unsupported("the mechanisms are TLS, TLS-C, TLS-P and SSL");
        };
    }

    /** RFC 4217 section 8: TLS needs no buffer, so the size is always 0. */
    public static Outcome pbsz(FtpSession session, String size) {
        if (!session.security().hasContext()) {
            return authFirst();
        }
        if (!size.matches("[0-9]{1,10}") || Long.parseLong(size) > 0xFFFF_FFFFL) {
            return FtpReplies.syntax("PBSZ needs a number of bytes, which is 0 for TLS");
        }
        session.security().bufferSizeGiven();
        return FtpReplies.ok("PBSZ=0");
    }

    /** RFC 4217 section 9. */
    public static Outcome prot(FtpSession session, String level) {
        if (!session.security().hasContext()) {
            return authFirst();
        }
        if (!session.security().isBufferSizeGiven()) {
            return Reply.of(503, "PBSZ comes before PROT");
        }
        return switch (level.strip().toUpperCase(Locale.ROOT)) {
            case "P" -> {
                session.security().dataPrivate(true);
                yield FtpReplies.ok("data connections are encrypted from now on");
            }
            case "C" -> {
                if (session.security().isRequired()) {
                    yield Reply.of(534, "data connections must be encrypted here");
                }
                session.security().dataPrivate(false);
                yield FtpReplies.ok("data connections go in clear from now on");
            }
            case "S", "E" -> Reply.of(536, "TLS protects with PROT P, which does more");
            default -> FtpReplies.unsupported("the levels are C and P");
        };
    }

    /** RFC 4217 section 6. */
    public static Outcome ccc(FtpSession session, String none) {
        if (!session.security().isControlPrivate()) {
            return Reply.of(533, "the control connection is not encrypted");
        }
        return session.security().isRequired()
                ? Reply.of(534, "the control connection must stay encrypted here")
                : new Outcome.EndTls(FtpReplies.ok("the control connection goes on in clear"));
    }

    /** 502: clients that only try take it for "go on in clear". */
    public static Outcome unavailable(FtpSession session, String argument) {
        return Reply.of(502, "there is no security mechanism on this port");
    }

    /** ADAT, MIC, CONF and ENC belong to mechanisms with messages of their own. */
    public static Outcome notOfTls(FtpSession session, String argument) {
        return Reply.of(502, "TLS does without this verb");
    }

    private static Reply authFirst() {
        return Reply.of(503, "AUTH TLS comes first");
    }
}
