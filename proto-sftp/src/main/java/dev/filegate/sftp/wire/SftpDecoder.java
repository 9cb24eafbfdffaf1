package dev.filegate.sftp.wire;

import dev.filegate.core.path.NameCodec;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Packets to requests. Bytes after what a request needs are ignored, as OpenSSH does. */
public final class SftpDecoder {
    private SftpDecoder() {}

    /**
     * The request in a packet.
     *
     * @param packet one packet without its length field; at least one byte
     * @throws MalformedPacketException when a field is missing, cut short or out of range
     */
    public static SftpRequest decode(ByteBuffer packet) {
        try {
            int code = packet.get() & 0xFF;
            int id = packet.getInt();
            PacketType type = PacketType.of(code);
            return type == null ? new SftpRequest.Unsupported(id, "packet type " + code) : decode(type, id, packet);
        } catch (BufferUnderflowException e) {
            throw new MalformedPacketException("it ends too early");
        }
    }

    /** The id a malformed packet would have had, for the status that refuses it; 0 when it is too short to have one. */
    public static int idOf(ByteBuffer packet) {
        return packet.limit() >= 5 ? packet.getInt(1) : 0;
    }

    private static SftpRequest decode(PacketType type, int id, ByteBuffer in) {
        return switch (type) {
            case INIT -> new SftpRequest.Init(id);
            case OPEN -> new SftpRequest.Open(id, text(in), OpenFlag.decode(in.getInt()), SftpAttributes.decode(in));
            case CLOSE -> new SftpRequest.Close(id, handle(in));
            case READ -> new SftpRequest.Read(id, handle(in), offset(in), Integer.toUnsignedLong(in.getInt()));
            case WRITE -> new SftpRequest.Write(id, handle(in), offset(in), bytes(in));
            case LSTAT -> new SftpRequest.Lstat(id, text(in));
            case FSTAT -> new SftpRequest.Fstat(id, handle(in));
            case SETSTAT -> new SftpRequest.Setstat(id, text(in), SftpAttributes.decode(in));
            case FSETSTAT -> new SftpRequest.Fsetstat(id, handle(in), SftpAttributes.decode(in));
            case OPENDIR -> new SftpRequest.Opendir(id, text(in));
            case READDIR -> new SftpRequest.Readdir(id, handle(in));
            case REMOVE -> new SftpRequest.Remove(id, text(in));
            case MKDIR -> new SftpRequest.Mkdir(id, text(in), optionalAttributes(in));
            case RMDIR -> new SftpRequest.Rmdir(id, text(in));
            case REALPATH -> new SftpRequest.Realpath(id, text(in));
            case STAT -> new SftpRequest.Stat(id, text(in));
            case RENAME -> new SftpRequest.Rename(id, text(in), text(in));
            case READLINK -> new SftpRequest.Readlink(id, text(in));
            case SYMLINK -> new SftpRequest.Symlink(id, text(in), text(in));
            case EXTENDED -> extended(id, in);
            case VERSION, STATUS, HANDLE, DATA, NAME, ATTRS, EXTENDED_REPLY ->
                new SftpRequest.Unsupported(id, "packet type " + type.code() + ", which only servers send");
        };
    }

    private static SftpRequest extended(int id, ByteBuffer in) {
        String name = text(in);
        Extension extension = Extension.of(name);
        return extension == null
                ? new SftpRequest.Unsupported(id, "extension \"" + NameCodec.printable(name) + "\"")
                : extended(extension, id, in);
    }

    private static SftpRequest extended(Extension extension, int id, ByteBuffer in) {
        return switch (extension) {
            case POSIX_RENAME -> new SftpRequest.PosixRename(id, text(in), text(in));
            case STATVFS -> new SftpRequest.Statvfs(id, text(in));
            case FSTATVFS -> new SftpRequest.Fstatvfs(id, handle(in));
            case HARDLINK -> new SftpRequest.Hardlink(id, text(in), text(in));
            case FSYNC -> new SftpRequest.Fsync(id, handle(in));
            case LSETSTAT -> new SftpRequest.Lsetstat(id, text(in), SftpAttributes.decode(in));
            case LIMITS -> new SftpRequest.Limits(id);
            case EXPAND_PATH -> new SftpRequest.ExpandPath(id, text(in));
            case COPY_DATA -> new SftpRequest.CopyData(id, handle(in), offset(in), offset(in), handle(in), offset(in));
            case HOME_DIRECTORY -> new SftpRequest.HomeDirectory(id, text(in));
            case USERS_GROUPS_BY_ID -> new SftpRequest.UsersGroupsById(id, numbers(in), numbers(in));
            case CHECK_FILE, CHECK_FILE_HANDLE ->
                new SftpRequest.CheckFileHandle(
                        id, handle(in), names(in), offset(in), offset(in), Integer.toUnsignedLong(in.getInt()));
            case CHECK_FILE_NAME ->
                new SftpRequest.CheckFileName(
                        id, text(in), names(in), offset(in), offset(in), Integer.toUnsignedLong(in.getInt()));
            case SPACE_AVAILABLE -> new SftpRequest.SpaceAvailable(id, text(in));
            case VENDOR_ID -> vendorId(id, bytes(in));
        };
    }

    private static SftpRequest vendorId(int id, ByteBuffer in) {
        return new SftpRequest.VendorId(id, text(in), text(in), text(in));
    }

    /** Some clients (early JSch) leave the attributes of MKDIR away. */
    private static SftpAttributes optionalAttributes(ByteBuffer in) {
        return in.hasRemaining() ? SftpAttributes.decode(in) : SftpAttributes.NONE;
    }

    private static String text(ByteBuffer in) {
        ByteBuffer bytes = bytes(in);
        return NameCodec.decode(bytes.array(), bytes.arrayOffset(), bytes.remaining());
    }

    private static int handle(ByteBuffer in) {
        ByteBuffer bytes = bytes(in);
        return bytes.remaining() == Integer.BYTES ? bytes.getInt() : SftpRequest.NO_HANDLE;
    }

    private static long offset(ByteBuffer in) {
        long offset = in.getLong();
        if (offset < 0) {
            throw new MalformedPacketException("an offset or length above 2^63");
        }
        return offset;
    }

    private static List<String> names(ByteBuffer in) {
        ByteBuffer bytes = bytes(in);
        return List.of(StandardCharsets.US_ASCII.decode(bytes).toString().split(","));
    }

    private static List<Long> numbers(ByteBuffer in) {
        ByteBuffer bytes = bytes(in);
        List<Long> numbers = new ArrayList<>(bytes.remaining() / Integer.BYTES);
        while (bytes.remaining() >= Integer.BYTES) {
            numbers.add(Integer.toUnsignedLong(bytes.getInt()));
        }
        return numbers;
    }

    static void skipString(ByteBuffer in) {
        bytes(in);
    }

    private static ByteBuffer bytes(ByteBuffer in) {
        int length = in.getInt();
        if (length < 0 || length > in.remaining()) {
            throw new MalformedPacketException(
                    "a string of " + Integer.toUnsignedString(length) + " bytes does not fit");
        }
        ByteBuffer bytes = in.slice(in.position(), length);
        in.position(in.position() + length);
        return bytes;
    }
}
