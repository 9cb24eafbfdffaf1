package dev.filegate.ftp.command;

import dev.filegate.core.account.Account;
import dev.filegate.core.path.NameCodec;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.session.SessionInfo;
import dev.filegate.core.storage.Capability;
import dev.filegate.core.storage.Links;
import dev.filegate.core.storage.QuotaUsage;
import dev.filegate.ftp.FtpCommand.Argument;
import dev.filegate.ftp.FtpReplies;
import dev.filegate.ftp.FtpSession;
import dev.filegate.ftp.Outcome;
import dev.filegate.ftp.Outcome.Reply;
import dev.filegate.ftp.attribute.ModeChange;
import dev.filegate.ftp.attribute.TimeChange;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** SITE and what may follow it. */
public final class SiteCommands {
    private SiteCommands() {}

    public static Outcome site(FtpSession session, String argument) {
        int space = argument.indexOf(' ');
        String name = space < 0 ? argument : argument.substring(0, space);
        String rest = space < 0 ? "" : argument.substring(space + 1);
        Optional<SiteCommand> known = SiteCommand.of(name);
        if (known.isEmpty()) {
            return FtpReplies.unsupported(
                    "\"SITE " + NameCodec.printable(name) + "\" is not known; SITE HELP lists what is");
        }
        SiteCommand command = known.get();
        if (command.argument() == Argument.REQUIRED && rest.isEmpty()) {
            return FtpReplies.syntax("SITE " + command + " needs an argument: " + command.syntax());
        }
        if (command.argument() == Argument.NONE && !rest.isBlank()) {
            return FtpReplies.syntax("SITE " + command + " takes no argument");
        }
        return command.handler().handle(session, rest);
    }

    static Outcome siteHelp(FtpSession session, String anything) {
        return help();
    }

    static Reply help() {
        List<String> lines = new ArrayList<>();
        lines.add("SITE is followed by one of these:");
        for (SiteCommand command : SiteCommand.values()) {
            lines.add(" " + command.syntax());
        }
        lines.add("end of help");
        return new Reply(214, lines);
    }

    static Outcome chmod(FtpSession session, String argument) {
        try {
            ModeChange change = ModeChange.parse(argument);
            VirtualPath path = session.resolve(change.path());
            session.storage().setAttributes(path, change.attributes());
            return kept(session, path, Capability.MODES, "the mode was changed", "modes");
        } catch (IllegalArgumentException e) {
            return FtpReplies.syntax(e);
        }
    }

    static Outcome utime(FtpSession session, String argument) {
        try {
            TimeChange change = TimeChange.parseUtime(argument);
            VirtualPath path = session.resolve(change.path());
            session.storage().setAttributes(path, change.attributes());
            return kept(session, path, Capability.TIMES, "the time was changed", "times");
        } catch (IllegalArgumentException e) {
            return FtpReplies.syntax(e);
        }
    }

    /** Clients send these after each upload: where a storage keeps no such thing that is no error, but it is said. */
    private static Reply kept(FtpSession session, VirtualPath path, Capability needed, String done, String what) {
        return session.storage().capabilities(path).contains(needed)
                ? FtpReplies.ok(done)
                : Reply.of(202, "this storage keeps no " + what + "; nothing was changed");
    }

    /** Without a number tells, with one sets how long this session may be silent: never longer than configured. */
    static Outcome idle(FtpSession session, String argument) {
        if (argument.isBlank()) {
            return FtpReplies.ok("the idle timeout is " + session.idleTimeout().toSeconds() + " seconds");
        }
        long longest = session.config().timeouts().idle().toSeconds();
        if (!argument.matches("[0-9]{1,9}") || Long.parseLong(argument) < 1 || Long.parseLong(argument) > longest) {
            return FtpReplies.syntax("the idle timeout can be 1 to " + longest + " seconds");
        }
        session.idleTimeout(Duration.ofSeconds(Long.parseLong(argument)));
        return FtpReplies.ok("the idle timeout is " + argument + " seconds now");
    }

    static Outcome quota(FtpSession session, String none) {
        QuotaUsage usage = session.core().quota();
        if (!usage.limited()) {
            return FtpReplies.ok("there is no quota");
        }
        List<String> lines = new ArrayList<>();
        lines.add("quota of " + session.account().name() + ":");
        if (usage.limitBytes() > 0) {
            lines.add(" bytes: " + usage.bytes() + " of " + usage.limitBytes());
        }
        if (usage.limitFiles() > 0) {
            lines.add(" files: " + usage.files() + " of " + usage.limitFiles());
        }
        lines.add("end of quota");
        return new Reply(200, lines);
    }

    /** The sessions of the same account; guests, who share one, see only their own. */
    static Outcome who(FtpSession session, String none) {
        boolean guest = session.account().kind() == Account.Kind.ANONYMOUS;
        List<String> lines = new ArrayList<>();
        lines.add("sessions of " + session.account().name() + ":");
        for (SessionInfo info : session.resources().sessions().active()) {
            boolean own = info.id().equals(session.core().id());
            if (own || (!guest && info.account().equals(session.account().name()))) {
                lines.add(" " + info.id() + " " + info.protocol().word() + " from "
                        + info.remote().getAddress().getHostAddress() + " since "
                        + info.since().truncatedTo(ChronoUnit.SECONDS) + ": "
                        + NameCodec.printable(info.activity()));
            }
        }
        lines.add("end of list");
        return new Reply(200, lines);
    }

    static Outcome cpfr(FtpSession session, String argument) {
        VirtualPath path = session.resolve(argument);
        if (!session.storage().stat(path, Links.FOLLOW).isFile()) {
            return Reply.of(550, FileCommands.shown(path) + ": only files can be copied");
        }
        session.copyFrom(path);
        return Reply.of(350, "SITE CPTO says where to");
    }

    static Outcome cpto(FtpSession session, String argument) {
        Optional<VirtualPath> from = session.copyFrom();
        if (from.isEmpty()) {
            return Reply.of(503, "SITE CPFR comes before SITE CPTO");
        }
        VirtualPath to = session.resolve(argument);
        session.forgetCopy();
        return new Outcome.Work("copy to " + FileCommands.shown(to), progress -> {
            session.storage().copy(from.get(), to);
            return FtpReplies.done("copied");
        });
    }

    /** The target comes first, as with ln; it cannot hold spaces unless it is quoted. */
    static Outcome symlink(FtpSession session, String argument) {
        List<String> words;
        try {
            words = QuotedWords.parse(argument, 2);
        } catch (IllegalArgumentException e) {
            return FtpReplies.syntax(e);
        }
        if (words.size() != 2) {
            return FtpReplies.syntax("SITE SYMLINK needs a target and a path");
        }
        session.storage().createSymbolicLink(session.resolve(words.get(1)), words.get(0));
        return FtpReplies.ok("the link was made");
    }

    static Outcome umask(FtpSession session, String argument) {
        return argument.isBlank()
                ? FtpReplies.ok("modes of new files are the storage's business; SITE CHMOD changes them")
                : FtpReplies.unsupported("modes of new files are the storage's business; use SITE CHMOD");
    }
}
