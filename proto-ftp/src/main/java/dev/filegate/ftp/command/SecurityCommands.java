package dev.filegate.ftp.command;

import dev.filegate.ftp.FtpSession;
import dev.filegate.ftp.Outcome;
import dev.filegate.ftp.Outcome.Reply;

/** The verbs of RFC 2228. None is there without TLS: 502, which clients that only try take for "go on in clear". */
public final class SecurityCommands {
    private SecurityCommands() {}

    public static Outcome unavailable(FtpSession session, String argument) {
        return Reply.of(502, "there is no security mechanism on this port");
    }
}
