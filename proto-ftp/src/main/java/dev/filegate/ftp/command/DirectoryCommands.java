package dev.filegate.ftp.command;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.NameCodec;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.FileInfo;
import dev.filegate.core.storage.Links;
import dev.filegate.ftp.FtpReplies;
import dev.filegate.ftp.FtpSession;
import dev.filegate.ftp.Outcome;
import dev.filegate.ftp.Outcome.Reply;
import java.util.ArrayList;
import java.util.List;

/** Moving through directories and making them: PWD CWD CDUP MKD RMD, with their X-forms (RFC 775). */
public final class DirectoryCommands {
    private DirectoryCommands() {}

    public static Outcome pwd(FtpSession session, String none) {
        return Reply.of(257, FtpReplies.quoted(session.directory()) + " is the current directory");
    }

    /** {@code ~} is the account's root, unless something is called like that. */
    public static Outcome cwd(FtpSession session, String argument) {
        boolean home = argument.equals("~") || argument.startsWith("~/");
        if (!home) {
            return enter(session, session.resolve(argument));
        }
        try {
            return enter(session, session.resolve(argument));
        } catch (GatewayException e) {
            if (e.failure() != Failure.NOT_FOUND) {
                throw e;
            }
            return enter(session, VirtualPath.parse(argument.substring(1)));
        }
    }

    public static Outcome cdup(FtpSession session, String none) {
        return enter(session, session.directory().parent());
    }

    private static Outcome enter(FtpSession session, VirtualPath path) {
        FileInfo info = session.storage().stat(path, Links.FOLLOW);
        if (!info.isDirectory()) {
            throw new GatewayException(
                    Failure.NOT_A_DIRECTORY, NameCodec.printable(path.toString()) + ": not a directory");
        }
        session.directory(path);
        List<String> lines = new ArrayList<>(DirectoryMessage.due(session, path));
        lines.add(FtpReplies.quoted(path) + " is the current directory");
        return new Reply(250, lines);
    }

    public static Outcome mkd(FtpSession session, String argument) {
        VirtualPath path = session.resolve(argument);
        session.storage().createDirectory(path);
        return Reply.of(257, FtpReplies.quoted(path) + " was created");
    }

    public static Outcome rmd(FtpSession session, String argument) {
        VirtualPath path = session.resolve(argument);
        session.storage().deleteDirectory(path);
        return FtpReplies.done(FtpReplies.quoted(path) + " was removed");
    }
}
