package dev.filegate.ftp.command;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.NameCodec;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.ReadableFile;
import dev.filegate.core.storage.WritableFile;
import dev.filegate.core.storage.WriteMode;
import dev.filegate.ftp.FtpReplies;
import dev.filegate.ftp.FtpSession;
import dev.filegate.ftp.Outcome;
import dev.filegate.ftp.Outcome.Reply;
import dev.filegate.ftp.TransferSettings;
import dev.filegate.ftp.hash.ByteRange;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Files over data connections: RETR STOR APPE STOU, what prepares them: REST RANG ALLO, and what ends them: ABOR. */
public final class TransferCommands {
    private TransferCommands() {}

    /** Why there can be no data connection now, if so. */
    static Optional<Outcome> obstacle(FtpSession session) {
        if (session.security().isRequired() && !session.security().isDataPrivate()) {
            return Optional.of(Reply.of(521, "data connections must be encrypted here: PROT P comes first"));
        }
        return session.ports().isSet()
                ? Optional.empty()
                : Optional.of(Reply.of(425, "PASV, EPSV, PORT or EPRT comes first"));
    }

    public static Outcome retr(FtpSession session, String argument) {
        Optional<Outcome> obstacle = obstacle(session);
        if (obstacle.isPresent()) {
            return obstacle.get();
        }
        Conversions conversions = conversions(session);
        ByteRange wanted = session.settings().range();
        if (conversions.ascii() && wanted.end() != Long.MAX_VALUE) {
            return FtpReplies.unsupported("a range with an end needs TYPE I");
        }
        VirtualPath path = session.resolve(argument);
        ReadableFile file = session.storage().openForRead(path);
        if (!conversions.ascii() && wanted.start() > file.size()) {
            file.close();
            return Reply.of(554, "the restart is beyond the end: the file has " + file.size() + " bytes");
        }
        Retrieve task = conversions.ascii()
                ? new Retrieve(file, new ByteRange(0, file.size()), wanted.start(), conversions, session)
                : new Retrieve(file, clipped(wanted, file.size()), 0, conversions, session);
        return new Outcome.Transfer(
                Reply.of(150, opening(session, path) + task.announcement()),
                "RETR " + shown(path),
                session.ports().take().orElseThrow(),
                task);
    }

    private static ByteRange clipped(ByteRange range, long size) {
        return new ByteRange(range.start(), Math.min(range.end(), size));
    }

    private static Conversions conversions(FtpSession session) {
        return Conversions.of(session.settings(), session.config().ascii());
    }

    private static String opening(FtpSession session, VirtualPath path) {
        String type = session.settings().type() == TransferSettings.Type.ASCII ? "ASCII" : "BINARY";
        return "opening " + type + " mode data connection for " + shown(path);
    }

    public static Outcome stor(FtpSession session, String argument) {
        ByteRange range = session.settings().range();
        if (range.end() != Long.MAX_VALUE) {
            return FtpReplies.unsupported("an upload to a range with an end is not supported; use REST");
        }
        if (range.start() > 0 && conversions(session).ascii()) {
            return Reply.of(554, "an upload cannot be resumed in TYPE A; use TYPE I");
        }
        WriteMode mode = range.start() == 0 ? new WriteMode.Replace() : new WriteMode.ResumeAt(range.start());
        return upload(session, session.resolve(argument), mode);
    }

    /** After REST only where that is the end anyway: APPE adds at the end. */
    public static Outcome appe(FtpSession session, String argument) {
        return upload(session, session.resolve(argument), new WriteMode.Append());
    }

    private static Outcome upload(FtpSession session, VirtualPath path, WriteMode mode) {
        Optional<Outcome> obstacle = obstacle(session);
        if (obstacle.isPresent()) {
            return obstacle.get();
        }
        long restart = session.settings().range().start();
        WritableFile file;
        try {
            file = session.storage().openForWrite(path, mode);
        } catch (GatewayException e) {
            if (mode instanceof WriteMode.ResumeAt && e.failure() == Failure.UNSUPPORTED) {
                return Reply.of(
                        554, e.detail()); // the marker's fault (RFC 3659 section 5.3): it is beyond what is there
            }
            throw e;
        }
        if (restart > 0 && file.position() != restart) {
            long end = file.position();
            file.close();
            return Reply.of(554, "APPE adds at the end, which is at " + end + ", not at " + restart);
        }
        return transfer(session, path, file, Reply.of(150, opening(session, path)), "transfer complete");
    }

    private static Outcome transfer(
            FtpSession session, VirtualPath path, WritableFile file, Reply opening, String completed) {
        Store task = new Store(
                file,
                conversions(session),
                session.resources().buffers(),
                session.client(),
                session.settings().announcedSize(),
                completed);
        return new Outcome.Transfer(
                opening, "STOR " + shown(path), session.ports().take().orElseThrow(), task);
    }

    /** RFC 1123 section 4.1.2.9: the opening reply names the file, in that form. */
    public static Outcome stou(FtpSession session, String argument) {
        Optional<Outcome> obstacle = obstacle(session);
        if (obstacle.isPresent()) {
            return obstacle.get();
        }
        String base = argument.isEmpty() ? "upload" : argument;
        String unique = Long.toString(ThreadLocalRandom.current().nextLong(1L << 60), 36);
        VirtualPath path = session.resolve(base + "." + unique);
        WritableFile file = session.storage().openForWrite(path, new WriteMode.CreateNew());
        return transfer(
                session,
                path,
                file,
                Reply.of(150, "FILE: " + shown(path)),
                "transfer complete (unique file name: " + shown(path) + ")");
    }

    public static Outcome allo(FtpSession session, String argument) {
        String size = argument.strip();
        if (!size.matches("[0-9]{1,18}( [Rr] [0-9]{1,18})?")) {
            return FtpReplies.syntax("ALLO needs a number of bytes");
        }
        session.settings().announcedSize(Long.parseLong(size.split(" ", 2)[0]));
        return FtpReplies.ok("an upload of another size will not be taken for complete");
    }

    public static Outcome rest(FtpSession session, String argument) {
        String offset = argument.strip();
        if (!offset.matches("[0-9]{1,18}")) {
            return FtpReplies.syntax("REST needs a byte offset");
        }
        session.settings().range(new ByteRange(Long.parseLong(offset), Long.MAX_VALUE));
        return Reply.of(350, "the next transfer begins at byte " + offset);
    }

    public static Outcome rang(FtpSession session, String argument) {
        try {
            ByteRange range = ByteRange.parseRang(argument);
            session.settings().range(range);
            return Reply.of(
                    350,
                    range.isWhole()
                            ? "the next transfer is of the whole file"
                            : "the next transfer is from byte " + range.start() + " to byte " + (range.end() - 1));
        } catch (IllegalArgumentException e) {
            return FtpReplies.syntax(e);
        }
    }

    /** Nothing runs any more when this is reached: the connection's loop has ended it, and answered for it. */
    public static Outcome abor(FtpSession session, String none) {
        session.ports().close();
        return Reply.of(226, "no transfer is running now");
    }

    private static String shown(VirtualPath path) {
        return NameCodec.printable(path.toString());
    }
}
