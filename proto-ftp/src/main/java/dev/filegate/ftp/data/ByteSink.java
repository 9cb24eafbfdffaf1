package dev.filegate.ftp.data;

import dev.filegate.core.storage.WritableFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/**
 * A step on the way of a transfer's bytes: a conversion that hands on to the next step, or the data connection or file at the end. Used
 * by one thread. A transfer that needs no conversion (TYPE I, MODE S) does without and lets the file send itself
 * ({@link dev.filegate.core.storage.ReadableFile#transferTo}).
 *
 * <pre>{@code
 * try (ByteSink upload = DeflateTransform.inflating(AsciiTransform.toStorage(ByteSink.into(file, file.position())))) {
 *     while (connection.read(buffer.clear()) >= 0) {
 *         upload.write(buffer.flip());
 *     }
 *     upload.finish();
 *     file.commit();
 * }
 * }</pre>
 */
public interface ByteSink extends AutoCloseable {
    /**
     * Takes all remaining bytes; blocks until the next step has taken what came of them. Nothing is held back but what a conversion
     * cannot decide yet.
     *
     * @throws IOException when the peer is gone, or {@link CorruptStreamException} when what it sent makes no sense
     */
    void write(ByteBuffer source) throws IOException;

    /**
     * Work goes on though it has made no bytes yet, as when a large directory is searched: a sign of life for who watches the transfer.
     *
     * @throws IOException when nobody waits for the bytes any more
     */
    void pulse() throws IOException;

    /** The last byte was written: hands on what was held back. Called once, only for a transfer that went well. */
    void finish() throws IOException;

    /** Releases what the conversions hold, finished or not. The file or connection at the end stays open: it has another owner. Never fails. */
    @Override
    void close();

    /** The end of a download: a blocking channel. */
    static ByteSink into(WritableByteChannel channel) {
        return new ByteSink() {
            @Override
            public void write(ByteBuffer source) throws IOException {
                while (source.hasRemaining()) {
                    channel.write(source);
                }
            }

            @Override
            public void pulse() {}

            @Override
            public void finish() {}

            @Override
            public void close() {}
        };
    }

    /** The end of an upload: a file, written in sequence from {@code start}. Committing stays with the file's owner. */
    static ByteSink into(WritableFile file, long start) {
        return new ByteSink() {
            private long position = start;

            @Override
            public void write(ByteBuffer source) {
                int count = source.remaining();
                file.write(source, position);
                position += count;
            }

            @Override
            public void pulse() {}

            @Override
            public void finish() {}

            @Override
            public void close() {}
        };
    }
}
