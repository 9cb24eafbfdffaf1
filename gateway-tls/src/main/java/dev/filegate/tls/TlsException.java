package dev.filegate.tls;

/** Certificates or keys that cannot be used. The message names the file and the remedy, in words for an operator. */
public final class TlsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TlsException(String message) {
        super(message);
    }

    public TlsException(String message, Throwable cause) {
        super(message, cause);
    }
}
