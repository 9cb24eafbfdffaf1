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

    /** Whether files may go over TLS from server to server: FXP, and no session that only the client's own connections could resume. */
    public static boolean isPossibleBetweenServers(FtpSession session) {
        return session.config().fxp() && session.security().mayShakeHandsAsClient();
    }

    /** Set Secure Client Negotiation, as RaidenFTPD and ProFTPD have it: with ON this side begins the handshakes of data connections. */
    public static Outcome sscn(FtpSession session, String argument) {
        switch (argument.strip().toUpperCase(Locale.ROOT)) {
            case "" -> {}
            case "ON" -> {
                if (!isPossibleBetweenServers(session)) {
                    return notBetweenServers();
                }
                session.security().clientMethod(true);
            }
            case "OFF" -> session.security().clientMethod(false);
            default -> {
                return FtpReplies.syntax("SSCN takes ON or OFF");
            }
        }
        return FtpReplies.ok(session.security().isClientMethod() ? "SSCN:CLIENT METHOD" : "SSCN:SERVER METHOD");
    }

    /** PASV for the other server: this side begins the handshake of that one connection. */
    public static Outcome cpsv(FtpSession session, String none) {
        if (!isPossibleBetweenServers(session)) {
            return notBetweenServers();
        }
        if (!session.security().isDataPrivate()) {
            return Reply.of(503, "PROT P comes before CPSV");
        }
        Outcome outcome = PortCommands.pasv(session, none);
        session.ports().peek().ifPresent(session.security()::reverse);
        return outcome;
    }

    private static Reply notBetweenServers() {
        return FtpReplies.unsupported("files do not go over TLS from server to server here");
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
