package dev.filegate.ftp.command;

import dev.filegate.core.storage.ReadableFile;
import dev.filegate.ftp.FtpSession;
import dev.filegate.ftp.Outcome;
import dev.filegate.ftp.Outcome.Reply;
import dev.filegate.ftp.TransferProgress;
import dev.filegate.ftp.data.ByteSink;
import dev.filegate.ftp.data.DataConnection;
import dev.filegate.ftp.data.TransferBuffers;
import dev.filegate.ftp.hash.ByteRange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** A download. Where nothing is converted the storage sends the file by itself. */
final class Retrieve implements Outcome.DataTask {
    private static final long FIRST_CHUNK = 64 * 1024;
    private static final long SMALLEST_CHUNK = 4 * 1024;
    private static final long LARGEST_CHUNK = 4 * 1024 * 1024;
    private static final long QUICK_NANOS = 100_000_000;
    private static final long SLOW_NANOS = 2_000_000_000;

    private final ReadableFile file;
    private final ByteRange range;
    private final long skipped;
    private final Conversions conversions;
    private final TransferBuffers buffers;

    /**
     * @param range within the file
     * @param skipped octets at the beginning not to send, counted after line ends are converted (RFC 3659 section 5.3)
     */
    Retrieve(ReadableFile file, ByteRange range, long skipped, Conversions conversions, FtpSession session) {
        this.file = file;
        this.range = range;
        this.skipped = skipped;
        this.conversions = conversions;
        this.buffers = session.resources().buffers();
    }

    /** The end of the opening reply, where clients such as lftp, wget and curl read the size; empty when it is not known. */
    String announcement() {
        return conversions.none() ? " (" + range.length() + " bytes)" : "";
    }

    @Override
    public Reply run(DataConnection connection, TransferProgress progress) throws IOException {
        boolean untouched = conversions.none() && connection.takesFiles();
        boolean whole =
                untouched ? sendItself(connection.sink(), progress) : sendConverted(connection.sink(), progress);
        if (!whole) {
            return Reply.of(451, "the file became shorter while it was sent");
        }
        connection.finish();
        return Reply.of(226, "transfer complete");
    }

    /**
     * In chunks, since only between them is it seen that something moves: large enough to cost nothing, small enough that a slow client
     * takes one in far less than the data timeout.
     */
    private boolean sendItself(WritableByteChannel client, TransferProgress progress) throws IOException {
        long position = range.start();
        long chunk = FIRST_CHUNK;
        while (position < range.end()) {
            long began = System.nanoTime();
            long sent = file.transferTo(position, Math.min(chunk, range.end() - position), client);
            if (sent == 0) {
                return false;
            }
            position += sent;
            progress.moved(sent);
            long took = System.nanoTime() - began;
            if (took < QUICK_NANOS) {
                chunk = Math.min(LARGEST_CHUNK, chunk * 2);
            } else if (took > SLOW_NANOS) {
                chunk = Math.max(SMALLEST_CHUNK, chunk / 2);
            }
        }
        return true;
    }

    private boolean sendConverted(WritableByteChannel client, TransferProgress progress) throws IOException {
        try (TransferBuffers.Lease lease = buffers.lend();
                ByteSink target = conversions.outgoing(client, progress, skipped)) {
            ByteBuffer block = lease.buffer();
            long position = range.start();
            while (position < range.end()) {
                block.clear().limit((int) Math.min(block.capacity(), range.end() - position));
                progress.storing(true);
                int count = file.read(block, position);
                progress.storing(false);
                if (count < 0) {
                    return false;
                }
                target.write(block.flip());
                position += count;
            }
            target.finish();
            return true;
        }
    }

    @Override
    public void close() {
        file.close();
    }
}
