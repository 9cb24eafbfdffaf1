package dev.filegate.sftp;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.sftp.wire.SftpResponse;
import dev.filegate.sftp.wire.StatusCode;

/** The table from failures to SSH_FXP_STATUS. The words of the failure go along: clients show them. */
final class SftpStatus {
    private SftpStatus() {}

    static SftpResponse.Status ok(int id) {
        return new SftpResponse.Status(id, StatusCode.OK, "done");
    }

    static SftpResponse.Status eof(int id, String what) {
        return new SftpResponse.Status(id, StatusCode.EOF, what);
    }

    static SftpResponse.Status of(int id, GatewayException failure) {
        return new SftpResponse.Status(id, code(failure.failure()), failure.detail());
    }

    /** Version 3 knows few codes: what has none of its own is FAILURE, told apart by its words. */
    static StatusCode code(Failure failure) {
        return switch (failure) {
            case NOT_FOUND -> StatusCode.NO_SUCH_FILE;
            case PERMISSION_DENIED -> StatusCode.PERMISSION_DENIED;
            case UNSUPPORTED -> StatusCode.OP_UNSUPPORTED;
            case ALREADY_EXISTS,
                    NOT_A_DIRECTORY,
                    IS_A_DIRECTORY,
                    NOT_EMPTY,
                    INVALID_NAME,
                    QUOTA_EXCEEDED,
                    NO_SPACE,
                    BUSY,
                    UNAVAILABLE,
                    INTERNAL -> StatusCode.FAILURE;
        };
    }
}
