package dev.filegate.deploy.gateway;

/** The gateway could not start, and nothing of it is left running. The message is for the operator, with a remedy. */
public final class StartFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean passing;

    StartFailure(String message, Throwable cause) {
        this(message, cause, false);
    }

    private StartFailure(String message, Throwable cause, boolean passing) {
        super(message, cause);
        this.passing = passing;
    }

    /** One that may pass by itself, because it lies with another server. */
    static StartFailure ofAnother(String message, Throwable cause) {
        return new StartFailure(message, cause, true);
    }

    /** Whether trying again may help. */
    boolean mayPass() {
        return passing;
    }
}
