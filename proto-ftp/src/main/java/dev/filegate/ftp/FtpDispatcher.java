package dev.filegate.ftp;

import dev.filegate.core.failure.GatewayException;
import dev.filegate.ftp.FtpCommand.Access;
import dev.filegate.ftp.FtpCommand.Argument;
import dev.filegate.ftp.Outcome.Reply;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From a request to its handler: everything that is refused before a verb is looked at closely is refused here. */
final class FtpDispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(FtpDispatcher.class);

    /** May come between REST, RANG or ALLO and the transfer they are meant for: they prepare the same transfer, or do nothing at all. */
    private static final Set<FtpCommand> KEEP_MARKERS = EnumSet.of(
            FtpCommand.REST,
            FtpCommand.RANG,
            FtpCommand.ALLO,
            FtpCommand.TYPE,
            FtpCommand.MODE,
            FtpCommand.STRU,
            FtpCommand.PORT,
            FtpCommand.EPRT,
            FtpCommand.PASV,
            FtpCommand.EPSV,
            FtpCommand.NOOP);

    /** What a data connection is for. */
    private static final Set<FtpCommand> TRANSFERS = EnumSet.of(
            FtpCommand.RETR,
            FtpCommand.STOR,
            FtpCommand.APPE,
            FtpCommand.STOU,
            FtpCommand.LIST,
            FtpCommand.NLST,
            FtpCommand.MLSD);

    private static final Set<FtpCommand> KEEP_RENAME = EnumSet.of(FtpCommand.RNFR, FtpCommand.NOOP);

    private FtpDispatcher() {}

    static Outcome dispatch(FtpSession session, Request request) {
        Optional<FtpCommand> known = request.command();
        if (known.isEmpty()) {
            return Reply.of(500, unknown(request));
        }
        FtpCommand command = known.get();
        Outcome outcome = refusal(session, command, request).orElse(null);
        if (outcome == null) {
            outcome = handled(session, command, request.argument());
        }
        if (TRANSFERS.contains(command) && outcome instanceof Reply) {
            // Refused: a client that has connected already must not wait for bytes (RFC 959 section 3.2).
            session.ports().dismiss();
        }
        if (!KEEP_MARKERS.contains(command)) {
            session.settings().forgetMarkers();
        }
        if (!KEEP_RENAME.contains(command)) {
            session.forgetRename();
        }
        return outcome;
    }

    private static String unknown(Request request) {
        return request.verb().isEmpty()
                ? "a verb is missing"
                : "\"" + request.shownVerb() + "\" is not understood; HELP lists what is";
    }

    private static Optional<Outcome> refusal(FtpSession session, FtpCommand command, Request request) {
        if (command.access() == Access.LOGGED_IN && !session.isLoggedIn()) {
            return Optional.of(Reply.of(530, "log in first with USER and PASS"));
        }
        if (request.hasNul()) {
            return Optional.of(FtpReplies.syntax("NUL bytes are not allowed"));
        }
        if (command.argument() == Argument.REQUIRED && request.argument().isEmpty()) {
            return Optional.of(FtpReplies.syntax(command + " needs an argument: " + command.syntax()));
        }
        if (command.argument() == Argument.NONE && !request.argument().isBlank()) {
            return Optional.of(FtpReplies.syntax(command + " takes no argument"));
        }
        return Optional.empty();
    }

    private static Outcome handled(FtpSession session, FtpCommand command, String argument) {
        try {
            return command.handle(session, argument);
        } catch (GatewayException e) {
            return FtpReplies.failure(command.name(), e);
        } catch (RuntimeException e) {
            LOG.error("{} failed unexpectedly", command, e);
            return FtpReplies.internal();
        }
    }
}
