package dev.filegate.ftp.command;

import dev.filegate.core.path.NameCodec;
import dev.filegate.ftp.FtpCommand;
import dev.filegate.ftp.FtpReplies;
import dev.filegate.ftp.FtpSession;
import dev.filegate.ftp.Outcome;
import dev.filegate.ftp.Outcome.Reply;
import dev.filegate.ftp.TransferSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** About the server and the session: NOOP SYST FEAT HELP STAT LANG HOST CLNT CSID, and what is known but not done here. */
public final class SessionCommands {
    private static final int NAMES_PER_LINE = 8;
    private static final int LONGEST_NOTE = 200;

    private SessionCommands() {}

    public static Outcome noop(FtpSession session, String anything) {
        return FtpReplies.ok("still here");
    }

    /** What makes clients expect listings like {@code ls -l}. */
    public static Outcome syst(FtpSession session, String none) {
        return Reply.of(215, "UNIX Type: L8");
    }

    /** RFC 2389 section 3: one feature per line, a space in front of each. */
    public static Outcome feat(FtpSession session, String none) {
        List<String> lines = new ArrayList<>();
        lines.add("Features:");
        Arrays.stream(FtpCommand.values())
                .flatMap(command -> command.features(session).stream())
                .sorted()
                .map(feature -> " " + feature)
                .forEach(lines::add);
        lines.add("End");
        return new Reply(211, lines);
    }

    public static Outcome help(FtpSession session, String argument) {
        if (argument.isBlank()) {
            return new Reply(214, verbs());
        }
        String verb = argument.strip().toUpperCase(Locale.ROOT);
        if (verb.equals("SITE")) {
            return SiteCommands.help();
        }
        Optional<FtpCommand> command = FtpCommand.of(verb);
        return command.map(known -> Reply.of(214, "Syntax: " + known.syntax()))
                .orElseGet(
                        () -> Reply.of(502, "\"" + NameCodec.printable(verb) + "\" is not known; HELP lists what is"));
    }

    private static List<String> verbs() {
        List<String> lines = new ArrayList<>();
        lines.add("These verbs are understood; those with * are not implemented:");
        StringBuilder line = new StringBuilder();
        int count = 0;
        for (FtpCommand command : FtpCommand.values()) {
            line.append(String.format(" %-8s", command + (command.isImplemented() ? "" : "*")));
            if (++count % NAMES_PER_LINE == 0) {
                lines.add(line.toString().stripTrailing());
                line.setLength(0);
            }
        }
        if (!line.isEmpty()) {
            lines.add(line.toString().stripTrailing());
        }
        lines.add("HELP SITE lists more; HELP and a verb shows its syntax");
        return lines;
    }

    /** With a path a listing over this connection, without one the state of things; also while a transfer runs. */
    public static Outcome stat(FtpSession session, String argument) {
        if (!argument.isEmpty()) {
            return ListingCommands.overControl(session, argument);
        }
        List<String> lines = new ArrayList<>();
        lines.add("Filegate status:");
        lines.add(" connected from " + session.client().remote().getAddress().getHostAddress());
        lines.add(" logged in as " + session.account().name());
        lines.add(" TYPE: " + (session.settings().type() == TransferSettings.Type.ASCII ? "ASCII" : "image")
                + ", STRU: file, MODE: "
                + (session.settings().mode() == TransferSettings.Mode.STREAM ? "stream" : "deflate"));
        lines.add(session.running()
                .map(task -> " running: " + NameCodec.printable(task.activity()) + ", "
                        + task.progress().bytes() + " bytes so far")
                .orElse(session.ports().isSet() ? " a data connection is prepared" : " no data connection"));
        lines.add(" idle timeout: " + session.idleTimeout().toSeconds() + " seconds");
        lines.add("end of status");
        return new Reply(211, lines);
    }

    /** RFC 2640 section 4: replies are in English. */
    public static Outcome lang(FtpSession session, String argument) {
        String tag = argument.strip().toUpperCase(Locale.ROOT);
        if (!tag.matches("([A-Z]{1,8}(-[A-Z0-9]{1,8})*)?")) {
            return FtpReplies.syntax("LANG takes a language tag like EN");
        }
        return tag.isEmpty() || tag.equals("EN") || tag.startsWith("EN-")
                ? FtpReplies.ok("replies are in English")
                : FtpReplies.unsupported("replies are in English only");
    }

    /**
     * RFC 7151: there is one host here, whatever it is called; asking after the login is too late, and asking for another host than the TLS
     * handshake did is refused. IPv6 addresses belong in brackets,
     * which lftp 4.9 leaves out.
     */
    public static Outcome host(FtpSession session, String argument) {
        if (session.isLoggedIn() || !session.user().isEmpty()) {
            return Reply.of(503, "HOST comes before USER");
        }
        if (!argument.matches(
                        "[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9.])?|\\[[0-9A-Fa-f:.]+]|[0-9A-Fa-f:]+[0-9A-Fa-f:.]*")
                || argument.length() > 255) {
            return FtpReplies.syntax("HOST takes a host name or an address in brackets");
        }
        Optional<String> asked = session.security().serverName();
        if (asked.isPresent() && !sameHost(asked.get(), argument)) {
            return FtpReplies.unsupported("the TLS handshake named another host; HOST must agree with it");
        }
        session.core().note("host", argument);
        return Reply.of(220, "host accepted");
    }

    /** Case and the dot of the root do not matter. */
    private static boolean sameHost(String one, String other) {
        return withoutRoot(one).equalsIgnoreCase(withoutRoot(other));
    }

    private static String withoutRoot(String host) {
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }

    /** What programs say about themselves, for the audit trail. */
    public static Outcome clnt(FtpSession session, String argument) {
        session.core().note("client", note(argument));
        return FtpReplies.ok("noted");
    }

    /** draft-peterson-streamlined-ftp-command-extensions section 2: both sides say what they are. */
    public static Outcome csid(FtpSession session, String argument) {
        if (!argument.toLowerCase(Locale.ROOT).contains("name=")) {
            return FtpReplies.syntax("CSID needs at least Name=...;");
        }
        session.core().note("client", note(argument));
        return FtpReplies.ok("Name=Filegate; CaseSensitive=1; DirSep=/;");
    }

    private static String note(String text) {
        String printable = NameCodec.printable(text);
        return printable.length() > LONGEST_NOTE ? printable.substring(0, LONGEST_NOTE) : printable;
    }

    public static Outcome notImplemented(FtpSession session, String argument) {
        return Reply.of(502, "known, but not implemented here");
    }
}
