package dev.filegate.sftp.scp;

import java.io.IOException;

/** The client said what SCP does not know, or said that it gives up. */
final class ScpProtocolException extends IOException {
    private static final long serialVersionUID = 1L;

    ScpProtocolException(String message) {
        super(message);
    }
}
