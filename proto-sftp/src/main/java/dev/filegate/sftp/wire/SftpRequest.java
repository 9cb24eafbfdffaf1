package dev.filegate.sftp.wire;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;

/**
 * Everything a client can ask. Paths are text as {@link dev.filegate.core.path.NameCodec} decodes it, not yet resolved. Handles are the
 * numbers given out before; anything that was never one of ours is {@link #NO_HANDLE}.
 */
public sealed interface SftpRequest {
    /** A handle string of a length that is never given out. */
    int NO_HANDLE = -1;

    /** What the answer must repeat. 0 for {@link Init}, which has none. */
    int id();

    /** The first packet of a channel. */
    record Init(int version) implements SftpRequest {
        @Override
        public int id() {
            return 0;
        }
    }

    record Open(int id, String path, Set<OpenFlag> flags, SftpAttributes attributes) implements SftpRequest {}

    record Close(int id, int handle) implements SftpRequest {}

    /** @param length bytes wanted, 0 to 2³²-1; fewer may be answered */
    record Read(int id, int handle, long offset, long length) implements SftpRequest {}

    /** @param data a view on the packet, valid until the next one is decoded */
    record Write(int id, int handle, long offset, ByteBuffer data) implements SftpRequest {}

    record Lstat(int id, String path) implements SftpRequest {}

    record Fstat(int id, int handle) implements SftpRequest {}

    record Setstat(int id, String path, SftpAttributes attributes) implements SftpRequest {}

    record Fsetstat(int id, int handle, SftpAttributes attributes) implements SftpRequest {}

    record Opendir(int id, String path) implements SftpRequest {}

    record Readdir(int id, int handle) implements SftpRequest {}

    record Remove(int id, String path) implements SftpRequest {}

    record Mkdir(int id, String path, SftpAttributes attributes) implements SftpRequest {}

    record Rmdir(int id, String path) implements SftpRequest {}

    record Realpath(int id, String path) implements SftpRequest {}

    record Stat(int id, String path) implements SftpRequest {}

    record Rename(int id, String from, String to) implements SftpRequest {}

    record Readlink(int id, String path) implements SftpRequest {}

    /** The target comes first on the wire: all clients follow OpenSSH here, not the draft. */
    record Symlink(int id, String target, String link) implements SftpRequest {}

    record PosixRename(int id, String from, String to) implements SftpRequest {}

    record Statvfs(int id, String path) implements SftpRequest {}

    record Fstatvfs(int id, int handle) implements SftpRequest {}

    record Hardlink(int id, String existing, String link) implements SftpRequest {}

    record Fsync(int id, int handle) implements SftpRequest {}

    record Lsetstat(int id, String path, SftpAttributes attributes) implements SftpRequest {}

    record Limits(int id) implements SftpRequest {}

    record ExpandPath(int id, String path) implements SftpRequest {}

    /** @param length bytes to copy, 0 for everything up to the end */
    record CopyData(int id, int source, long sourceOffset, long length, int target, long targetOffset)
            implements SftpRequest {}

    record HomeDirectory(int id, String user) implements SftpRequest {}

    record UsersGroupsById(int id, List<Long> users, List<Long> groups) implements SftpRequest {}

    /**
     * @param algorithms names in the client's order of preference
     * @param length bytes to hash, 0 for everything up to the end
     * @param blockSize one hash per so many bytes, 0 for one hash of all
     */
    record CheckFileHandle(int id, int handle, List<String> algorithms, long offset, long length, long blockSize)
            implements SftpRequest {}

    /** As {@link CheckFileHandle}, of a file by its path. */
    record CheckFileName(int id, String path, List<String> algorithms, long offset, long length, long blockSize)
            implements SftpRequest {}

    record SpaceAvailable(int id, String path) implements SftpRequest {}

    /** The client's software. */
    record VendorId(int id, String vendor, String product, String version) implements SftpRequest {}

    /** @param what the packet code or extension name, for the answer's words */
    record Unsupported(int id, String what) implements SftpRequest {}
}
