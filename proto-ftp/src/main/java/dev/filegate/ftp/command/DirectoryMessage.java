package dev.filegate.ftp.command;

import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.NameCodec;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.FileInfo;
import dev.filegate.core.storage.Links;
import dev.filegate.core.storage.ReadableFile;
import dev.filegate.ftp.FtpSession;
import java.nio.ByteBuffer;
import java.util.List;

/** What a directory has to say to whoever enters it: the file {@code .message} in it, shown once per session. */
final class DirectoryMessage {
    private static final String NAME = ".message";

    /** Longer files are no messages and not shown. */
    private static final int MAX_BYTES = 4096;

    private static final int MAX_LINES = 50;

    private DirectoryMessage() {}

    /** The lines, if it is due; empty when there is none or it may not be read. */
    static List<String> due(FtpSession session, VirtualPath directory) {
        if (!session.dueMessage(directory)) {
            return List.of();
        }
        try {
            VirtualPath path = directory.child(NAME);
            FileInfo info = session.storage().stat(path, Links.FOLLOW);
            if (!info.isFile() || info.partial() || info.size() > MAX_BYTES) {
                return List.of();
            }
            try (ReadableFile file = session.storage().openForRead(path)) {
                file.forInspection();
                return read(file);
            }
        } catch (GatewayException e) {
            return List.of(); // a missing message is the rule, and an unreadable one is no reason to stay outside
        }
    }

    private static List<String> read(ReadableFile file) {
        ByteBuffer bytes = ByteBuffer.allocate(MAX_BYTES);
        int count = Math.max(0, file.read(bytes, 0));
        return NameCodec.decode(bytes.array(), 0, count)
                .lines()
                .limit(MAX_LINES)
                .toList();
    }
}
