package dev.filegate.storage.local;

import java.nio.charset.StandardCharsets;

/** An open file descriptor and the duty to close it. */
final class Descriptor implements AutoCloseable {
    private static final byte[] ITSELF = {};

    private final LinuxCalls calls;
    private final int number;
    private boolean closed;

    Descriptor(LinuxCalls calls, int number) {
        this(calls, number, false);
    }

    private Descriptor(LinuxCalls calls, int number, boolean closed) {
        this.calls = calls;
        this.number = number;
        this.closed = closed;
    }

    /** The same number for use by somebody who does not own it: closing that does nothing. */
    Descriptor lent() {
        return new Descriptor(calls, number, true);
    }

    int number() {
        return number;
    }

    FileStatus status() throws Errno {
        return calls.statx(number, ITSELF, Linux.AT_EMPTY_PATH);
    }

    /** A path that leads to exactly what is held, whatever happens to its name. */
    String procPath() {
        return "/proc/self/fd/" + number;
    }

    /** The same as bytes. */
    byte[] procPathBytes() {
        return procPath().getBytes(StandardCharsets.US_ASCII);
    }

    /** Where the kernel says it lies now, as bytes of a real path. For comparing with links, never for opening. */
    byte[] realPath() throws Errno {
        return calls.readlinkat(Linux.AT_FDCWD, procPathBytes());
    }

    /** The same file opened anew for reading or writing; never blocks on pipes and devices, which the caller has to refuse before. */
    Descriptor reopen(int flags) throws Errno {
        int opened = calls.openat(Linux.AT_FDCWD, procPathBytes(), flags | Linux.O_CLOEXEC | Linux.O_NONBLOCK, 0);
        return new Descriptor(calls, opened);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            calls.close(number);
        }
    }
}
