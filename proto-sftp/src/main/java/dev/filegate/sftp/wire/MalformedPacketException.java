package dev.filegate.sftp.wire;

/** A packet whose content does not fit its type. Its message may be read by the client. The packets after it can still be found. */
public final class MalformedPacketException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param detail what was wrong, to follow "malformed packet: " */
    MalformedPacketException(String detail) {
        super("malformed packet: " + detail, null, false, false);
    }
}
