package dev.filegate.ftp.data;

import java.io.IOException;

/** What came over a data connection is not what its mode promises. The message is one line that a client may read. */
public final class CorruptStreamException extends IOException {
    private static final long serialVersionUID = 1L;

    public CorruptStreamException(String message) {
        super(message);
    }

    public CorruptStreamException(String message, Throwable cause) {
        super(message, cause);
    }
}
