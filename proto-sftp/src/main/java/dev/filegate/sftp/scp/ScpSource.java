package dev.filegate.sftp.scp;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.DirectoryCursor;
import dev.filegate.core.storage.FileInfo;
import dev.filegate.core.storage.Links;
import dev.filegate.core.storage.ReadableFile;
import dev.filegate.core.storage.Storage;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Sends files to the client: {@code scp -f}. */
final class ScpSource {
    private final ScpCommand command;
    private final Storage storage;
    private final ScpStream stream;
    private boolean failed;

    ScpSource(ScpCommand command, Storage storage, ScpStream stream) {
        this.command = command;
        this.storage = storage;
        this.stream = stream;
    }

    /**
     * Sends everything that was asked for.
     *
     * @return the exit status: 0, or 1 when something could not be sent
     */
    int run() throws IOException {
        awaitConfirmation();
        for (String word : command.paths()) {
            try {
                for (VirtualPath path : Wildcards.expand(storage, word)) {
                    send(path, Links.FOLLOW);
                }
            } catch (GatewayException e) {
                warn(e);
            }
        }
        return failed ? 1 : 0;
    }

    private void send(VirtualPath path, Links links) throws IOException {
        try {
            FileInfo info = storage.stat(path, links);
            switch (info.type()) {
                case FILE -> sendFile(path, info);
                case DIRECTORY -> sendDirectory(path, info);
                case SYMBOLIC_LINK -> sendLink(path);
                case OTHER -> throw new GatewayException(Failure.PERMISSION_DENIED, path + ": is not a file");
            }
        } catch (GatewayException e) {
            warn(e);
        }
    }

    /** Links to files are sent as files. Links to directories are not followed within a tree: they may lead back into it. */
    private void sendLink(VirtualPath path) throws IOException {
        FileInfo target = storage.stat(path, Links.FOLLOW);
        if (!target.isFile()) {
            throw new GatewayException(Failure.UNSUPPORTED, path + ": is a link, and not to a file");
        }
        sendFile(path, target);
    }

    private void sendFile(VirtualPath path, FileInfo info) throws IOException {
        try (ReadableFile file = storage.openForRead(path)) {
            long size = file.size();
            if (!announceTimes(info) || !announce(String.format("C%04o %d %s\n", info.mode(), size, path.name()))) {
                return;
            }
            long position = 0;
            while (position < size) {
                ByteBuffer chunk = stream.newChunk(size - position);
                int count = file.read(chunk, position);
                if (count <= 0) {
                    throw new EOFException(path + " became shorter while it was sent");
                }
                stream.send(chunk);
                position += count;
            }
            stream.write(0);
            confirmed();
        }
    }

    private void sendDirectory(VirtualPath path, FileInfo info) throws IOException {
        if (!command.recursive()) {
            throw new GatewayException(Failure.IS_A_DIRECTORY, path + ": is a directory; scp -r copies directories");
        }
        try (DirectoryCursor cursor = storage.list(path)) {
            String name = path.isRoot() ? "root" : path.name();
            if (!announceTimes(info) || !announce(String.format("D%04o 0 %s\n", info.mode(), name))) {
                return;
            }
            sendEntries(path, cursor);
            stream.write("E\n");
            confirmed();
        }
    }

    private void sendEntries(VirtualPath directory, DirectoryCursor cursor) throws IOException {
        try {
            while (cursor.advance()) {
                send(directory.child(cursor.entry().name()), Links.KEEP);
            }
        } catch (GatewayException e) {
            warn(e);
        }
    }

    private boolean announceTimes(FileInfo info) throws IOException {
        long time = Math.max(0, info.modified().getEpochSecond());
        return !command.preserving() || announce("T" + time + " 0 " + time + " 0\n");
    }

    private boolean announce(String line) throws IOException {
        stream.write(line);
        return confirmed();
    }

    private void awaitConfirmation() throws IOException {
        if (!confirmed()) {
            throw new ScpProtocolException("the client does not begin");
        }
    }

    /** Whether the client wants to go on with this file; it has told its user if not. */
    private boolean confirmed() throws IOException {
        int answer = stream.readByte();
        return switch (answer) {
            case 0 -> true;
            case 1 -> {
                stream.readLine();
                failed = true;
                yield false;
            }
            case 2 -> throw new ScpProtocolException("the client gave up: " + stream.readLine());
            default -> throw new ScpProtocolException("the client answered with byte " + answer);
        };
    }

    private void warn(GatewayException e) throws IOException {
        failed = true;
        stream.write("\u0001scp: " + e.detail() + "\n");
    }
}
