package dev.filegate.deploy.gateway;

/** The gateway could not start, and nothing of it is left running. The message is for the operator, with a remedy. */
public final class StartFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StartFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
