package dev.filegate.sftp.wire;

import org.jspecify.annotations.Nullable;

/** The packets of SFTP version 3 (draft-ietf-secsh-filexfer-02, section 3). The code is an unsigned byte: 200 is EXTENDED. */
public enum PacketType {
    INIT(1),
    VERSION(2),
    OPEN(3),
    CLOSE(4),
    READ(5),
    WRITE(6),
    LSTAT(7),
    FSTAT(8),
    SETSTAT(9),
    FSETSTAT(10),
    OPENDIR(11),
    READDIR(12),
    REMOVE(13),
    MKDIR(14),
    RMDIR(15),
    REALPATH(16),
    STAT(17),
    RENAME(18),
    READLINK(19),
    SYMLINK(20),
    STATUS(101),
    HANDLE(102),
    DATA(103),
    NAME(104),
    ATTRS(105),
    EXTENDED(200),
    EXTENDED_REPLY(201);

    private static final @Nullable PacketType[] BY_CODE = new @Nullable PacketType[256];

    static {
        for (PacketType type : values()) {
            BY_CODE[type.code] = type;
        }
    }

    private final int code;

    PacketType(int code) {
        this.code = code;
    }

    /** The byte on the wire, 0 to 255. */
    public int code() {
        return code;
    }

    /** The type with that code, or null for a byte that version 3 gives no meaning. */
    static @Nullable PacketType of(int code) {
        return BY_CODE[code & 0xFF];
    }
}
