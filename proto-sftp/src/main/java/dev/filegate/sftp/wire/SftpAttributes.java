package dev.filegate.sftp.wire;

import java.nio.ByteBuffer;

/**
 * The ATTRS structure of version 3 (draft-ietf-secsh-filexfer-02, section 5): any subset of size, owner, permissions and times. Reading
 * a part that {@link #has} says is absent gives 0.
 *
 * @param parts which parts are present: the sum of {@link #SIZE}, {@link #OWNER}, {@link #PERMISSIONS} and {@link #TIMES}
 * @param size bytes, a 64-bit number; those above 2⁶³ are refused by the decoder
 * @param uid numeric owner, 0 to 2³²-1
 * @param gid numeric group, 0 to 2³²-1
 * @param permissions POSIX st_mode: file type and the twelve mode bits
 * @param accessed seconds since 1970, 0 to 2³²-1
 * @param modified seconds since 1970, 0 to 2³²-1
 */
public record SftpAttributes(int parts, long size, long uid, long gid, int permissions, long accessed, long modified) {
    public static final int SIZE = 0x1;
    public static final int OWNER = 0x2;
    public static final int PERMISSIONS = 0x4;
    public static final int TIMES = 0x8;
    private static final int EXTENDED = 0x8000_0000;

    /** The file type bits of st_mode (POSIX sys/stat.h). */
    public static final int TYPE_MASK = 0xF000;

    public static final int TYPE_FIFO = 0x1000;
    public static final int TYPE_DIRECTORY = 0x4000;
    public static final int TYPE_FILE = 0x8000;
    public static final int TYPE_LINK = 0xA000;

    /** No part at all. */
    public static final SftpAttributes NONE = new SftpAttributes(0, 0, 0, 0, 0, 0, 0);

    /** Whether the part is present. */
    public boolean has(int part) {
        return (parts & part) != 0;
    }

    static SftpAttributes decode(ByteBuffer in) {
        int flags = in.getInt();
        long size = (flags & SIZE) != 0 ? in.getLong() : 0;
        if (size < 0) {
            throw new MalformedPacketException("a size above 2^63");
        }
        long uid = (flags & OWNER) != 0 ? Integer.toUnsignedLong(in.getInt()) : 0;
        long gid = (flags & OWNER) != 0 ? Integer.toUnsignedLong(in.getInt()) : 0;
        int permissions = (flags & PERMISSIONS) != 0 ? in.getInt() : 0;
        long accessed = (flags & TIMES) != 0 ? Integer.toUnsignedLong(in.getInt()) : 0;
        long modified = (flags & TIMES) != 0 ? Integer.toUnsignedLong(in.getInt()) : 0;
        if ((flags & EXTENDED) != 0) {
            skipExtended(in);
        }
        return new SftpAttributes(
                flags & (SIZE | OWNER | PERMISSIONS | TIMES), size, uid, gid, permissions, accessed, modified);
    }

    /** Pairs of strings that vendors may add; none of them has a meaning here. */
    private static void skipExtended(ByteBuffer in) {
        long pairs = Integer.toUnsignedLong(in.getInt());
        for (long i = 0; i < pairs; i++) {
            SftpDecoder.skipString(in);
            SftpDecoder.skipString(in);
        }
    }

    void encode(ReplyBuffer out) {
        out.putInt(parts);
        if (has(SIZE)) {
            out.putLong(size);
        }
        if (has(OWNER)) {
            out.putInt((int) uid);
            out.putInt((int) gid);
        }
        if (has(PERMISSIONS)) {
            out.putInt(permissions);
        }
        if (has(TIMES)) {
            out.putInt((int) accessed);
            out.putInt((int) modified);
        }
    }
}
