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
    private final Rule rule;

    /** A failure of the storage that has no deeper cause. */
    public GatewayException(Failure failure, String detail) {
        this(failure, detail, Rule.STORAGE);
    }

    /** A failure that a rule decided. */
    public GatewayException(Failure failure, String detail, Rule rule) {
        super(failure + ": " + detail);
        this.failure = Objects.requireNonNull(failure);
        this.detail = detail;
        this.rule = Objects.requireNonNull(rule);
    }

    /** A failure with the vendor's exception that made it, which goes to the log and never to a client. */
    public GatewayException(Failure failure, String detail, Throwable cause) {
        super(failure + ": " + detail, cause);
        this.failure = Objects.requireNonNull(failure);
        this.detail = detail;
        this.rule = Rule.STORAGE;
    }

    public Failure failure() {
        return failure;
    }

    /** Which rule decided. */
    public Rule rule() {
        return rule;
    }

    /** What happened, fit for a client to read. One line. */
    public String detail() {
        return detail;
    }
}
