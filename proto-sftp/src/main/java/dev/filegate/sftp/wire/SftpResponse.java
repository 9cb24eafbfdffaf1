package dev.filegate.sftp.wire;

import dev.filegate.core.storage.SpaceInfo;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/** Everything a server can answer. */
public sealed interface SftpResponse {
    /** The answer to INIT, with name and data of each extension in the order they are announced. */
    record Version(int version, Map<String, String> extensions) implements SftpResponse {}

    record Status(int id, StatusCode code, String message) implements SftpResponse {}

    record Handle(int id, int handle) implements SftpResponse {}

    /** Bytes that the encoder reads straight into the reply, {@code length} at most; at the end of the file it becomes a status EOF. */
    record Data(int id, DataSource source, long offset, int length) implements SftpResponse {}

    record Names(int id, List<Entry> entries) implements SftpResponse {}

    record Attributes(int id, SftpAttributes attributes) implements SftpResponse {}

    /** The answer to statvfs and fstatvfs. */
    record FileSystem(int id, SpaceInfo space) implements SftpResponse {}

    record Limits(int id, long packet, long read, long write, long handles) implements SftpResponse {}

    /** The answer to users-groups-by-id: a name for each number asked, empty when it has none. */
    record UserNames(int id, List<String> users, List<String> groups) implements SftpResponse {}

    /** The answer to check-file: the hashes of the blocks, one after the other. */
    record Hashes(int id, String algorithm, ByteBuffer hashes) implements SftpResponse {}

    record Space(int id, SpaceInfo space) implements SftpResponse {}

    /**
     * One line of a listing.
     *
     * @param name as {@link dev.filegate.core.path.NameCodec} decodes it
     * @param line as {@code ls -l} shows it; clients print it
     */
    record Entry(String name, String line, SftpAttributes attributes) {
        /** The bytes of a name without its two strings: two lengths and the attributes. */
        public static final int FIXED_BYTES = 4 + 4 + 32;
    }
}
