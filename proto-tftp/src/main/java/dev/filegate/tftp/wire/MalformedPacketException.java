package dev.filegate.tftp.wire;

/** Bytes that are no packet. The message is text for the sender. Has no stack trace: anybody can cause it, any number of times. */
public final class MalformedPacketException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedPacketException(String message) {
        super(message, null, false, false);
    }
}
