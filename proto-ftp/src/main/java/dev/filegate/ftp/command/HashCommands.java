package dev.filegate.ftp.command;

import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.ReadableFile;
import dev.filegate.ftp.FtpReplies;
import dev.filegate.ftp.FtpSession;
import dev.filegate.ftp.Outcome;
import dev.filegate.ftp.Outcome.Reply;
import dev.filegate.ftp.TransferProgress;
import dev.filegate.ftp.hash.ByteRange;
import dev.filegate.ftp.hash.ChecksumArguments;
import dev.filegate.ftp.hash.FileHash;
import dev.filegate.ftp.hash.HashAlgorithm;

/** Checksums of files: HASH (draft-bryan-ftpext-hash) and the older XCRC XMD5 XSHA XSHA256 XSHA512. */
public final class HashCommands {
    private HashCommands() {}

    /** {@code 213 SHA-256 0-49 digest name}; RANG, not REST, chooses a part. */
    public static Outcome hash(FtpSession session, String argument) {
        VirtualPath path = session.resolve(argument);
        HashAlgorithm algorithm = session.hashAlgorithm();
        return work(
                session,
                path,
                session.settings().range(),
                algorithm,
                (range, digest) ->
                        Reply.of(213, algorithm.text() + " " + range.shown() + " " + digest + " " + argument));
    }

    /** What the reply looks like. */
    private interface Answer {
        Reply of(ByteRange range, String digest);
    }

    private static Outcome work(
            FtpSession session, VirtualPath path, ByteRange wanted, HashAlgorithm algorithm, Answer answer) {
        return new Outcome.Work("checksum of " + FileCommands.shown(path), progress -> {
            try (ReadableFile file = session.storage().openForRead(path)) {
                file.forInspection();
                long size = file.size();
                if (wanted.start() > size || (wanted.end() != Long.MAX_VALUE && wanted.end() > size)) {
                    return FtpReplies.syntax("the range goes beyond the end: the file has " + size + " bytes");
                }
                ByteRange range = wanted.within(size);
                return answer.of(range, FileHash.of(file, range, algorithm, () -> isAbandoned(progress)));
            }
        });
    }

    public static Outcome xcrc(FtpSession session, String argument) {
        return checksum(session, argument, HashAlgorithm.CRC32);
    }

    public static Outcome xmd5(FtpSession session, String argument) {
        return checksum(session, argument, HashAlgorithm.MD5);
    }

    public static Outcome xsha1(FtpSession session, String argument) {
        return checksum(session, argument, HashAlgorithm.SHA_1);
    }

    public static Outcome xsha256(FtpSession session, String argument) {
        return checksum(session, argument, HashAlgorithm.SHA_256);
    }

    public static Outcome xsha512(FtpSession session, String argument) {
        return checksum(session, argument, HashAlgorithm.SHA_512);
    }

    /** 250 and the bare checksum, as CuteFTP and its like expect. */
    private static Outcome checksum(FtpSession session, String argument, HashAlgorithm algorithm) {
        ChecksumArguments arguments;
        try {
            arguments = ChecksumArguments.parse(argument, typed -> FileCommands.exists(session, typed));
        } catch (IllegalArgumentException e) {
            return FtpReplies.syntax(e);
        }
        VirtualPath path = session.resolve(arguments.path());
        return work(session, path, arguments.range(), algorithm, (range, digest) -> Reply.of(250, digest));
    }

    /** Asked between blocks, so it is a sign of life too. */
    private static boolean isAbandoned(TransferProgress progress) {
        progress.moved(0);
        return progress.isAborted();
    }
}
