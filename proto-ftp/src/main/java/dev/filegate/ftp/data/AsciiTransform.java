package dev.filegate.ftp.data;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * TYPE A (RFC 959 section 3.1.1.1): lines end in CR LF on the data connection and in LF in storage. Bytes, not characters, so every
 * charset that keeps ASCII in its place passes unharmed.
 *
 * <p>Sent: LF becomes CR LF, but a CR LF that is in the file already stays as it is (as vsftpd does), and so does a CR on its own.
 * Received: CR LF becomes LF, a CR on its own stays. A file with LF ends therefore survives the way there and back; one with CR LF ends
 * comes back with LF. Octets sent differ from octets stored: {@code REST}
 * before a download counts octets as they would be sent (RFC 3659 section 5.3), which means converting from the start; before an upload
 * it is refused, and so is {@code SIZE} (section 4).
 */
public final class AsciiTransform {
    private static final int BUFFER_BYTES = 32 * 1024;
    private static final byte CR = '\r';
    private static final byte LF = '\n';

    private AsciiTransform() {}

    /** The conversion of a download or a listing whose lines end in LF. */
    public static ByteSink toNetwork(ByteSink next) {
        return new ToNetwork(next);
    }

    /** The conversion of an upload. A CR at the end of a buffer is held until the next byte decides. */
    public static ByteSink toStorage(ByteSink next) {
        return new ToStorage(next);
    }

    private static final class ToNetwork implements ByteSink {
        private final ByteBuffer converted = ByteBuffer.allocate(BUFFER_BYTES);
        private final ByteSink next;
        private boolean afterCr;

        ToNetwork(ByteSink next) {
            this.next = next;
        }

        @Override
        public void write(ByteBuffer source) throws IOException {
            while (source.hasRemaining()) {
                while (source.hasRemaining() && converted.remaining() >= 2) {
                    byte octet = source.get();
                    if (octet == LF && !afterCr) {
                        converted.put(CR);
                    }
                    converted.put(octet);
                    afterCr = octet == CR;
                }
                handOn(converted, next);
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
    }

    private static final class ToStorage implements ByteSink {
        private final ByteBuffer converted = ByteBuffer.allocate(BUFFER_BYTES);
        private final ByteSink next;
        private boolean heldCr;

        ToStorage(ByteSink next) {
            this.next = next;
        }

        @Override
        public void write(ByteBuffer source) throws IOException {
            while (source.hasRemaining()) {
                while (source.hasRemaining() && converted.remaining() >= 2) {
                    byte octet = source.get();
                    if (heldCr && octet != LF) {
                        converted.put(CR);
                    }
                    heldCr = octet == CR;
                    if (!heldCr) {
                        converted.put(octet);
                    }
                }
                handOn(converted, next);
            }
        }

        @Override
        public void pulse() throws IOException {
            next.pulse();
        }

        @Override
        public void finish() throws IOException {
            if (heldCr) {
                converted.put(CR);
                heldCr = false;
                handOn(converted, next);
            }
            next.finish();
        }

        @Override
        public void close() {
            next.close();
        }
    }

    private static void handOn(ByteBuffer converted, ByteSink next) throws IOException {
        converted.flip();
        if (converted.hasRemaining()) {
            next.write(converted);
        }
        converted.clear();
    }
}
