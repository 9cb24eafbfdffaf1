package dev.filegate.sftp.wire;

/** A length that no packet can have: where the next packet begins is unknown, so the channel must end. */
public final class FramingException extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param length the declared length */
    FramingException(long length) {
        super("a packet of " + length + " bytes was announced; 1 to " + PacketAssembler.MAX_PACKET + " are possible");
    }
}
