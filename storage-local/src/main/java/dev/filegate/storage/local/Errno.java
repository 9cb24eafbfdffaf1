package dev.filegate.storage.local;

/** A system call failed. Carries no stack trace: many of these are ordinary answers ("no such file"). */
final class Errno extends Exception {
    private static final long serialVersionUID = 1L;

    private final int code;

    Errno(String call, int code) {
        super(call + ": errno " + code, null, false, false);
        this.code = code;
    }

    /** One of the constants of {@link Linux}, or another number of errno(3). */
    int code() {
        return code;
    }
}
