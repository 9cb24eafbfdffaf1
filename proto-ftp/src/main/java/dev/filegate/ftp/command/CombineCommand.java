package dev.filegate.ftp.command;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.Links;
import dev.filegate.core.storage.ReadableFile;
import dev.filegate.core.storage.Storage;
import dev.filegate.core.storage.WritableFile;
import dev.filegate.core.storage.WriteMode;
import dev.filegate.ftp.FtpReplies;
import dev.filegate.ftp.FtpSession;
import dev.filegate.ftp.Outcome;
import dev.filegate.ftp.Outcome.Reply;
import dev.filegate.ftp.TransferProgress;
import dev.filegate.ftp.data.TransferBuffers;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;

/**
 * COMB, by which CuteFTP and others put together a file that they sent in parts over several connections: the parts are added to the
 * target in their order and deleted once it is complete.
 */
public final class CombineCommand {
    private CombineCommand() {}

    public static Outcome comb(FtpSession session, String argument) {
        List<VirtualPath> paths;
        try {
            paths = QuotedWords.parse(argument, Integer.MAX_VALUE).stream()
                    .map(session::resolve)
                    .toList();
        } catch (IllegalArgumentException e) {
            return FtpReplies.syntax(e);
        }
        if (paths.size() < 2) {
            return FtpReplies.syntax("COMB needs a target and at least one part: COMB \"target\" \"part\" \"part\"");
        }
        if (new HashSet<>(paths).size() < paths.size()) {
            return FtpReplies.syntax("COMB needs paths that differ");
        }
        VirtualPath target = paths.getFirst();
        return new Outcome.Work("COMB " + FileCommands.shown(target), progress -> {
            combine(session, target, paths.subList(1, paths.size()), progress);
            return Reply.of(250, FtpReplies.quoted(target) + " was put together");
        });
    }

    private static void combine(
            FtpSession session, VirtualPath target, List<VirtualPath> parts, TransferProgress progress)
            throws IOException {
        Storage storage = session.storage();
        try (WritableFile file = storage.openForWrite(target, mode(storage, target));
                TransferBuffers.Lease lease = session.resources().buffers().lend()) {
            boolean complete = false;
            try {
                long position = file.position();
                for (VirtualPath part : parts) {
                    position = append(storage, part, file, position, lease.buffer(), progress);
                }
                file.commit();
                complete = true;
            } finally {
                if (!complete) {
                    file.discard(); // the parts are all still there: nothing to resume
                }
            }
        }
        parts.forEach(storage::deleteFile);
    }

    /** What an interrupted upload left at the target is no beginning of the new file. */
    private static WriteMode mode(Storage storage, VirtualPath target) {
        try {
            return storage.stat(target, Links.FOLLOW).partial() ? new WriteMode.Replace() : new WriteMode.Append();
        } catch (GatewayException e) {
            if (e.failure() == Failure.NOT_FOUND) {
                return new WriteMode.Replace();
            }
            throw e;
        }
    }

    private static long append(
            Storage storage,
            VirtualPath part,
            WritableFile file,
            long start,
            ByteBuffer block,
            TransferProgress progress)
            throws IOException {
        long position = start;
        try (ReadableFile source = storage.openForRead(part)) {
            long offset = 0;
            for (int count = source.read(block.clear(), 0); count >= 0; count = source.read(block.clear(), offset)) {
                if (progress.isAborted()) {
                    throw new InterruptedIOException("aborted");
                }
                file.write(block.flip(), position);
                offset += count;
                position += count;
                progress.moved(count);
            }
        }
        return position;
    }
}
