package dev.filegate.ftp.data;

import java.io.IOException;

/** A data connection that could not be protected as PROT P demands. The message is fit for a client. */
public final class UnprotectedException extends IOException {
    private static final long serialVersionUID = 1L;

    UnprotectedException(String message) {
        super(message);
    }

    UnprotectedException(String message, IOException cause) {
        super(message, cause);
    }
}
