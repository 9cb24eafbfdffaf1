package dev.filegate.tftp;

import dev.filegate.core.failure.Failure;

/** The error codes of RFC 1350 (appendix) and RFC 2347, and the one table from {@link Failure} to them. */
public enum TftpError {
    /** Not defined: the message says it. */
    UNDEFINED(0),
    FILE_NOT_FOUND(1),
    ACCESS_VIOLATION(2),
    DISK_FULL(3),
    ILLEGAL_OPERATION(4),
    /** Unknown transfer ID: a packet came from, or to, a port that has no part in a transfer. */
    UNKNOWN_TRANSFER(5),
    FILE_EXISTS(6),
    NO_SUCH_USER(7),
    /** RFC 2347: the transfer ends because of its options. Clients send it; see docs/protocols/tftp.md why the gateway does not. */
    OPTION_REFUSED(8);

    private final int code;

    TftpError(int code) {
        this.code = code;
    }

    /** The number on the wire. */
    public int code() {
        return code;
    }

    /** The error of that number; what nobody defined is {@link #UNDEFINED}. */
    public static TftpError of(int code) {
        for (TftpError error : values()) {
            if (error.code == code) {
                return error;
            }
        }
        return UNDEFINED;
    }

    /** How a failure of the storage is told. */
    public static TftpError of(Failure failure) {
        return switch (failure) {
            case NOT_FOUND -> FILE_NOT_FOUND;
            case ALREADY_EXISTS -> FILE_EXISTS;
            case NOT_A_DIRECTORY, IS_A_DIRECTORY, NOT_EMPTY, PERMISSION_DENIED, INVALID_NAME -> ACCESS_VIOLATION;
            case QUOTA_EXCEEDED, NO_SPACE -> DISK_FULL;
            case UNSUPPORTED -> ILLEGAL_OPERATION;
            case BUSY, UNAVAILABLE, INTERNAL -> UNDEFINED;
        };
    }
}
