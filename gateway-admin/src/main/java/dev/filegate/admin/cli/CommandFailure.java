package dev.filegate.admin.cli;

/** A command could not be done, in words for whoever gave it. */
public final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Exit code of commands that failed. */
    private static final int FAILED = 1;

    /** Exit code of arguments that cannot be used. */
    private static final int MISUSED = 2;

    private final int exitCode;

    private CommandFailure(String words, int exitCode) {
        super(words, null, false, false);
        this.exitCode = exitCode;
    }

    static CommandFailure failed(String words) {
        return new CommandFailure(words, FAILED);
    }

    static CommandFailure misused(String words) {
        return new CommandFailure(words, MISUSED);
    }

    /** What the process ends with. */
    public int exitCode() {
        return exitCode;
    }

    /** The words. */
    public String words() {
        return String.valueOf(getMessage());
    }
}
