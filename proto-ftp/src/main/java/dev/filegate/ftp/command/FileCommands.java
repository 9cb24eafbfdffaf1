package dev.filegate.ftp.command;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.NameCodec;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.FileInfo;
import dev.filegate.core.storage.Links;
import dev.filegate.core.storage.RenameMode;
import dev.filegate.ftp.FtpReplies;
import dev.filegate.ftp.FtpSession;
import dev.filegate.ftp.Outcome;
import dev.filegate.ftp.Outcome.Reply;
import dev.filegate.ftp.TransferSettings;
import dev.filegate.ftp.attribute.FactChange;
import dev.filegate.ftp.attribute.FtpTimes;
import dev.filegate.ftp.attribute.TimeChange;
import dev.filegate.ftp.listing.Lookup;
import java.util.Optional;

/** Files as a whole, and what is known about them: DELE RNFR RNTO SIZE MDTM MFMT MFF AVBL. */
public final class FileCommands {
    private FileCommands() {}

    public static Outcome dele(FtpSession session, String argument) {
        VirtualPath path = session.resolve(argument);
        session.storage().deleteFile(path);
        return FtpReplies.done(FtpReplies.quoted(path) + " was deleted");
    }

    public static Outcome rnfr(FtpSession session, String argument) {
        VirtualPath path = session.resolve(argument);
        if (session.storage().stat(path, Links.KEEP).partial()) {
            throw new GatewayException(Failure.NOT_FOUND, shown(path) + ": its upload is not complete");
        }
        if (path.isRoot()) {
            throw new GatewayException(Failure.PERMISSION_DENIED, "the root of the tree stays where it is");
        }
        session.renameFrom(path);
        return Reply.of(350, "RNTO says the new name");
    }

    public static Outcome rnto(FtpSession session, String argument) {
        Optional<VirtualPath> from = session.renameFrom();
        if (from.isEmpty()) {
            return Reply.of(503, "RNFR comes right before RNTO");
        }
        VirtualPath to = session.resolve(argument);
        session.storage().rename(from.get(), to, RenameMode.REPLACE);
        return FtpReplies.done(FtpReplies.quoted(from.get()) + " is " + FtpReplies.quoted(to) + " now");
    }

    /**
     * RFC 3659 section 4 means the octets that a transfer would send. With TYPE A that is not the file's size unless nothing is converted,
     * and finding out would mean reading the file; clients that resume want TYPE I.
     */
    public static Outcome size(FtpSession session, String argument) {
        if (session.settings().type() == TransferSettings.Type.ASCII
                && session.config().ascii()) {
            return Reply.of(550, "the size in TYPE A is not known; use TYPE I");
        }
        VirtualPath path = session.resolve(argument);
        FileInfo info = session.storage().stat(path, Links.FOLLOW);
        if (!info.isFile()) {
            return Reply.of(550, shown(path) + ": not a plain file");
        }
        return Reply.of(213, Long.toString(info.size()));
    }

    /** RFC 3659 section 3; with a time in front it sets it, as ncftp and others do where there is no MFMT. */
    public static Outcome mdtm(FtpSession session, String argument) {
        Optional<TimeChange> change;
        try {
            change = TimeChange.parseMdtm(argument);
        } catch (IllegalArgumentException e) {
            if (!exists(session, argument)) {
                return FtpReplies.syntax(e);
            }
            change = Optional.empty();
        }
        if (change.isPresent() && !exists(session, argument)) {
            VirtualPath path = session.resolve(change.get().path());
            session.storage().setAttributes(path, change.get().attributes());
            return Reply.of(213, modified(session, path));
        }
        return Reply.of(213, modified(session, session.resolve(argument)));
    }

    /** Whether something is called like that; failures that say nothing about it go on to the client. */
    static boolean exists(FtpSession session, String typed) {
        return Lookup.exists(session.storage(), session.directory(), typed);
    }

    private static String modified(FtpSession session, VirtualPath path) {
        return FtpTimes.format(session.storage().stat(path, Links.FOLLOW).modified());
    }

    /** Answers the time the file has then, which is the old one where the storage keeps no times. */
    public static Outcome mfmt(FtpSession session, String argument) {
        TimeChange change;
        try {
            change = TimeChange.parseMfmt(argument);
        } catch (IllegalArgumentException e) {
            return FtpReplies.syntax(e);
        }
        VirtualPath path = session.resolve(change.path());
        session.storage().setAttributes(path, change.attributes());
        return Reply.of(213, "Modify=" + modified(session, path) + "; " + change.path());
    }

    public static Outcome mff(FtpSession session, String argument) {
        FactChange change;
        try {
            change = FactChange.parse(argument);
        } catch (IllegalArgumentException e) {
            return FtpReplies.syntax(e);
        }
        session.storage().setAttributes(session.resolve(change.path()), change.attributes());
        return Reply.of(213, change.facts() + " " + change.path());
    }

    /** Bytes that can be stored, by room and by quota (draft-peterson-streamlined-ftp-command-extensions section 4). */
    public static Outcome avbl(FtpSession session, String argument) {
        VirtualPath path = session.resolve(argument);
        if (!session.storage().stat(path, Links.FOLLOW).isDirectory()) {
            return Reply.of(550, shown(path) + ": not a directory");
        }
        long available = Math.min(
                session.storage().space(path).available(),
                session.core().quota().remainingBytes());
        return Reply.of(213, Long.toString(available));
    }

    static String shown(VirtualPath path) {
        return NameCodec.printable(path.toString());
    }
}
