package dev.filegate.core.failure;

import java.util.Objects;

/**
 * The one exception that crosses module borders. Its {@linkplain #detail() detail} is text that a client may read: words an operator
 * can act on, never a real path, a class name or a library's message. The cause is for the log only.
 */
public final class GatewayException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Failure failure;
    private final String detail;

    /** A failure that has no deeper cause. */
    public GatewayException(Failure failure, String detail) {
        super(failure + ": " + detail);
        this.failure = Objects.requireNonNull(failure);
        this.detail = detail;
    }

    /** A failure with the vendor's exception that made it, which goes to the log and never to a client. */
    public GatewayException(Failure failure, String detail, Throwable cause) {
        super(failure + ": " + detail, cause);
        this.failure = Objects.requireNonNull(failure);
        this.detail = detail;
    }

    public Failure failure() {
        return failure;
    }

    /** What happened, fit for a client to read. One line. */
    public String detail() {
        return detail;
    }
}
