package dev.filegate.sftp.wire;

import java.util.EnumSet;
import java.util.Set;

/** The pflags of SSH_FXP_OPEN (draft-ietf-secsh-filexfer-02, section 6.3). */
public enum OpenFlag {
    READ(0x01),
    WRITE(0x02),
    APPEND(0x04),
    CREAT(0x08),
    TRUNC(0x10),
    EXCL(0x20);

    private final int bit;

    OpenFlag(int bit) {
        this.bit = bit;
    }

    static Set<OpenFlag> decode(int bits) {
        Set<OpenFlag> flags = EnumSet.noneOf(OpenFlag.class);
        for (OpenFlag flag : values()) {
            if ((bits & flag.bit) != 0) {
                flags.add(flag);
            }
        }
        return flags;
    }
}
