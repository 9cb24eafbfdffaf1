package dev.filegate.ftp.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * MODE Z (draft-preston-ftpext-deflate): the data connection carries one zlib stream (RFC 1950). Memory is zlib's own and two buffers
 * of 32 KiB, whatever the stream expands to; what a small stream that expands hugely may store is bounded by the account's quota and
 * the storage's room, as for any upload. Unlike in stream mode an upload that was cut off shows: its zlib stream has no end.
 */
public final class DeflateTransform {
    private static final int BUFFER_BYTES = 32 * 1024;

    /** Given to zlib when a buffer is used up: it would keep the buffer, and find it full again once its owner has refilled it. */
    private static final byte[] NOTHING = {};

    private DeflateTransform() {}

    /** Compresses a download or a listing, at zlib level 0 to 9. */
    public static ByteSink deflating(ByteSink next, int level) {
        return new Deflating(next, level);
    }

    /** Expands an upload. A stream that is damaged, cut off, or followed by more bytes fails as {@link CorruptStreamException}. */
    public static ByteSink inflating(ByteSink next) {
        return new Inflating(next);
    }

    private static final class Deflating implements ByteSink {
        private final ByteBuffer compressed = ByteBuffer.allocate(BUFFER_BYTES);
        private final ByteSink next;
        private final Deflater deflater;

        Deflating(ByteSink next, int level) {
            this.next = next;
            this.deflater = new Deflater(level);
        }

        @Override
        public void write(ByteBuffer source) throws IOException {
            deflater.setInput(source);
            while (!deflater.needsInput()) {
                handOn();
            }
            deflater.setInput(NOTHING);
        }

        @Override
        public void pulse() throws IOException {
            next.pulse();
        }

        @Override
        public void finish() throws IOException {
            deflater.finish();
            while (!deflater.finished()) {
                handOn();
            }
            next.finish();
        }

        private void handOn() throws IOException {
            compressed.clear();
            if (deflater.deflate(compressed) > 0) {
                next.write(compressed.flip());
            }
        }

        @Override
        public void close() {
            deflater.end();
            next.close();
        }
    }

    private static final class Inflating implements ByteSink {
        private final ByteBuffer expanded = ByteBuffer.allocate(BUFFER_BYTES);
        private final ByteSink next;
        private final Inflater inflater = new Inflater();

        Inflating(ByteSink next) {
            this.next = next;
        }

        @Override
        public void write(ByteBuffer source) throws IOException {
            if (source.hasRemaining() && inflater.finished()) {
                throw new CorruptStreamException("bytes follow the end of the compressed stream");
            }
            inflater.setInput(source);
            boolean more = true;
            while (more) {
                more = expand();
            }
            inflater.setInput(NOTHING);
            if (source.hasRemaining()) {
                throw new CorruptStreamException("bytes follow the end of the compressed stream");
            }
        }

        private boolean expand() throws IOException {
            try {
                expanded.clear();
                boolean some = inflater.inflate(expanded) > 0;
                if (some) {
                    next.write(expanded.flip());
                }
                if (inflater.needsDictionary()) {
                    throw new CorruptStreamException("the compressed stream needs a dictionary, which MODE Z has not");
                }
                return some && !inflater.finished();
            } catch (DataFormatException e) {
                throw new CorruptStreamException("the compressed stream is damaged", e);
            }
        }

        @Override
        public void pulse() throws IOException {
            next.pulse();
        }

        @Override
        public void finish() throws IOException {
            if (!inflater.finished()) {
                throw new CorruptStreamException("the compressed stream was cut off");
            }
            next.finish();
        }

        @Override
        public void close() {
            inflater.end();
            next.close();
        }
    }
}
