package dev.filegate.sftp.wire;

/** The codes of SSH_FXP_STATUS in version 3 (draft-ietf-secsh-filexfer-02, section 7). */
public enum StatusCode {
    OK(0),
    EOF(1),
    NO_SUCH_FILE(2),
    PERMISSION_DENIED(3),
    FAILURE(4),
    BAD_MESSAGE(5),
    NO_CONNECTION(6),
    CONNECTION_LOST(7),
    OP_UNSUPPORTED(8);

    private final int code;

    StatusCode(int code) {
        this.code = code;
    }

    /** The number on the wire. */
    public int code() {
        return code;
    }
}
