package dev.filegate.ftp.command;

import dev.filegate.core.auth.Credential;
import dev.filegate.core.auth.Secret;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.NameCodec;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.session.Session.LoginResult;
import dev.filegate.ftp.FtpReplies;
import dev.filegate.ftp.FtpSession;
import dev.filegate.ftp.Outcome;
import dev.filegate.ftp.Outcome.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Who somebody is, and the end: USER PASS ACCT REIN QUIT. */
public final class LoginCommands {
    private LoginCommands() {}

    /** Always asks for a password, so nothing shows whether the name exists. */
    public static Outcome user(FtpSession session, String name) {
        if (!NameCodec.printable(name).equals(name)) {
            return FtpReplies.syntax("user names are UTF-8 without control characters");
        }
        if (session.security().isRequired() && !session.security().hasContext()) {
            return Reply.of(530, "this server takes logins over TLS only: AUTH TLS comes first");
        }
        session.beginLogin(name);
        return session.security()
                .certificate()
                .filter(certificate -> certificate.account().equals(name))
                .map(certificate -> login(
                        session,
                        new Credential.Certificate(name, List.of(certificate.account()), certificate.subject()),
                        232)) // RFC 2228 section 4, RFC 4217 section 10.1
                .orElseGet(() -> passwordNeeded(name));
    }

    private static Outcome passwordNeeded(String name) {
        boolean guest = name.equalsIgnoreCase("anonymous") || name.equalsIgnoreCase("ftp");
        return guest
                ? Reply.of(331, "guests send their mail address as password") // RFC 1635
                : Reply.of(331, "password for " + name + ", please");
    }

    /** Answers after the penalty of a failed login; the last one allowed ends the connection. */
    public static Outcome pass(FtpSession session, String password) {
        if (session.user().isEmpty() || session.isLoggedIn()) {
            return Reply.of(503, "USER comes before PASS");
        }
        try (Secret secret = Secret.of(password)) {
            return login(session, new Credential.Password(session.user(), secret), 230);
        }
    }

    private static Outcome login(FtpSession session, Credential credential, int welcome) {
        LoginResult result;
        try {
            result = session.core().login(credential);
        } catch (GatewayException e) {
            session.refuseLogin();
            return Reply.of(530, e.detail());
        }
        return switch (result) {
            case LoginResult.Accepted accepted -> accepted(session, accepted, welcome);
            case LoginResult.MoreNeeded more -> {
                if (more.acceptable().contains(Credential.Method.PASSWORD)) {
                    yield passwordNeeded(credential.user());
                }
                session.refuseLogin();
                yield Reply.of(530, "this account needs a proof that FTP cannot carry");
            }
            case LoginResult.Rejected rejected -> rejected(session, rejected);
        };
    }

    private static Outcome accepted(FtpSession session, LoginResult.Accepted accepted, int welcome) {
        session.completeLogin(accepted.account(), accepted.storage());
        List<String> lines =
                new ArrayList<>(session.config().texts().loginMessage().lines().toList());
        lines.addAll(DirectoryMessage.due(session, VirtualPath.ROOT));
        lines.add("logged in as " + accepted.account().name());
        return new Reply(welcome, lines);
    }

    private static Outcome rejected(FtpSession session, LoginResult.Rejected rejected) {
        session.refuseLogin();
        pause(rejected.penalty());
        if (rejected.disconnect()) {
            session.core().ending(rejected.reason());
            return new Outcome.Close(Reply.of(421, rejected.reason() + "; goodbye"));
        }
        return Reply.of(530, rejected.reason());
    }

    private static void pause(Duration penalty) {
        try {
            Thread.sleep(penalty);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** No account here has a second name. */
    public static Outcome acct(FtpSession session, String account) {
        return Reply.of(202, "no account is needed here");
    }

    /** Ends TLS too: its reply is the last thing that leaves encrypted (RFC 4217 section 11). */
    public static Outcome rein(FtpSession session, String none) {
        boolean endsTls = session.reinitialize();
        session.core().note("type", session.settings().type().letter());
        Reply ready = Reply.of(220, "ready for a new user");
        return endsTls ? new Outcome.EndTls(ready) : ready;
    }

    public static Outcome quit(FtpSession session, String none) {
        return new Outcome.Close(Reply.of(221, "goodbye"));
    }
}
