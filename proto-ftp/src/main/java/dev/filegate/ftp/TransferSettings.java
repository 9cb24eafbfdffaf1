package dev.filegate.ftp;

import dev.filegate.ftp.data.DeflateOptions;
import dev.filegate.ftp.hash.ByteRange;

/** How the next transfer is to be done: TYPE, MODE, REST, RANG, ALLO and their options. Confined to the session's thread. */
public final class TransferSettings {
    /** No size was announced. */
    public static final long UNANNOUNCED = -1;

    private Type type = Type.ASCII;
    private Mode mode = Mode.STREAM;
    private DeflateOptions deflate = DeflateOptions.DEFAULT;
    private ByteRange range = ByteRange.WHOLE;
    private long announcedSize = UNANNOUNCED;

    /** TYPE (RFC 959 section 3.1.1). */
    public enum Type {
        ASCII("a"),
        IMAGE("b");

        private final String letter;

        Type(String letter) {
            this.letter = letter;
        }

        /** As xferlog writes it. */
        public String letter() {
            return letter;
        }
    }

    /** MODE (RFC 959 section 3.4; draft-preston-ftpext-deflate). */
    public enum Mode {
        STREAM,
        DEFLATE
    }

    public Type type() {
        return type;
    }

    public void type(Type other) {
        type = other;
    }

    public Mode mode() {
        return mode;
    }

    public void mode(Mode other) {
        mode = other;
    }

    public DeflateOptions deflate() {
        return deflate;
    }

    public void deflate(DeflateOptions other) {
        deflate = other;
    }

    /** The part of the file that REST or RANG asked for. */
    public ByteRange range() {
        return range;
    }

    public void range(ByteRange other) {
        range = other;
    }

    /** The size that ALLO announced for the next upload, or {@link #UNANNOUNCED}. */
    public long announcedSize() {
        return announcedSize;
    }

    public void announcedSize(long bytes) {
        announcedSize = bytes;
    }

    /** Forgets what was meant for the next transfer only (RFC 3659 section 5.3). */
    void forgetMarkers() {
        range = ByteRange.WHOLE;
        announcedSize = UNANNOUNCED;
    }
}
