package dev.filegate.sftp.wire;

import java.nio.ByteBuffer;

/** Where the bytes of SSH_FXP_DATA come from: an open file, or an upload that is read back. */
@FunctionalInterface
public interface DataSource {
    /**
     * Reads up to {@code target.remaining()} bytes from {@code position}.
     *
     * @return how many, or -1 at or beyond the end
     */
    int read(ByteBuffer target, long position);
}
