package dev.filegate.ftp.command;

import dev.filegate.core.storage.WritableFile;
import dev.filegate.ftp.TransferProgress;
import dev.filegate.ftp.TransferSettings;
import dev.filegate.ftp.data.AsciiTransform;
import dev.filegate.ftp.data.ByteSink;
import dev.filegate.ftp.data.DeflateTransform;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/**
 * What happens to the bytes of one transfer between storage and data connection, as TYPE and MODE were when it began.
 *
 * @param ascii line ends are converted
 * @param deflate the connection carries a zlib stream
 * @param level zlib's, for what is sent
 */
record Conversions(boolean ascii, boolean deflate, int level) {
    static Conversions of(TransferSettings settings, boolean asciiConverts) {
        return new Conversions(
                asciiConverts && settings.type() == TransferSettings.Type.ASCII,
                settings.mode() == TransferSettings.Mode.DEFLATE,
                settings.deflate().level());
    }

    /** Listings come with their line ends made. */
    static Conversions ofListing(TransferSettings settings) {
        return of(settings, false);
    }

    boolean none() {
        return !ascii && !deflate;
    }

    /** The way to the client. */
    ByteSink outgoing(WritableByteChannel client, TransferProgress progress) {
        return outgoing(client, progress, 0);
    }

    /** The way to the client without the first octets: counted after the line ends are made, before anything is compressed. */
    ByteSink outgoing(WritableByteChannel client, TransferProgress progress, long skipped) {
        ByteSink way = counted(client, progress);
        if (deflate) {
            way = DeflateTransform.deflating(way, level);
        }
        if (skipped > 0) {
            way = without(skipped, way);
        }
        return ascii ? AsciiTransform.toNetwork(way) : way;
    }

    private static ByteSink without(long first, ByteSink next) {
        return new ByteSink() {
            private long left = first;

            @Override
            public void write(ByteBuffer source) throws IOException {
                int skip = (int) Math.min(left, source.remaining());
                source.position(source.position() + skip);
                left -= skip;
                if (source.hasRemaining()) {
                    next.write(source);
                }
            }

            @Override
            public void pulse() throws IOException {
                next.pulse();
            }

            @Override
            public void finish() throws IOException {
                next.finish();
            }

            @Override
            public void close() {
                next.close();
            }
        };
    }

    /** The way into a file. */
    ByteSink incoming(WritableFile file) {
        ByteSink way = ByteSink.into(file, file.position());
        if (ascii) {
            way = AsciiTransform.toStorage(way);
        }
        return deflate ? DeflateTransform.inflating(way) : way;
    }

    /** The end of the way: each write that the client took is a sign of life. */
    private static ByteSink counted(WritableByteChannel client, TransferProgress progress) {
        return new ByteSink() {
            @Override
            public void write(ByteBuffer source) throws IOException {
                while (source.hasRemaining()) {
                    progress.moved(client.write(source));
                }
            }

            @Override
            public void pulse() throws IOException {
                progress.moved(0);
                if (progress.isAborted()) {
                    throw new InterruptedIOException("aborted");
                }
            }

            @Override
            public void finish() {}

            @Override
            public void close() {}
        };
    }
}
