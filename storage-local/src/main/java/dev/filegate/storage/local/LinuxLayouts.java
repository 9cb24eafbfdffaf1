package dev.filegate.storage.local;

import dev.filegate.core.storage.SpaceInfo;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Structures of the kernel's interface, which are laid out alike on x86_64 and aarch64. */
final class LinuxLayouts {
    private static final int STATX_BTIME = 0x800;
    private static final int STATX_MNT_ID = 0x1000;
    private static final long UTIME_OMIT = 0x3FFFFFFEL;

    private LinuxLayouts() {}

    /** {@code struct statx} of linux/stat.h. */
    static FileStatus status(ByteBuffer statx) {
        int known = statx.getInt(0);
        return new FileStatus(
                Short.toUnsignedInt(statx.getShort(28)),
                statx.getInt(16),
                statx.getInt(20),
                statx.getInt(24),
                statx.getLong(32),
                statx.getLong(40),
                time(statx, 112),
                (known & STATX_BTIME) != 0 ? time(statx, 80) : Instant.MIN,
                Integer.toUnsignedLong(statx.getInt(136)) << 32 | Integer.toUnsignedLong(statx.getInt(140)),
                (known & STATX_MNT_ID) != 0 ? statx.getLong(144) : 0);
    }

    private static Instant time(ByteBuffer statx, int offset) {
        return Instant.ofEpochSecond(statx.getLong(offset), statx.getInt(offset + 8));
    }

    /** Two {@code struct timespec}. */
    static void putTimes(ByteBuffer times, @Nullable Instant accessed, @Nullable Instant modified) {
        putTime(times, 0, accessed);
        putTime(times, 16, modified);
    }

    private static void putTime(ByteBuffer times, int offset, @Nullable Instant time) {
        times.putLong(offset, time == null ? 0 : time.getEpochSecond());
        times.putLong(offset + 8, time == null ? UTIME_OMIT : time.getNano());
    }

    /** {@code struct statfs}. */
    static SpaceInfo space(ByteBuffer statfs) {
        long preferredBlock = statfs.getLong(8);
        long fragment = statfs.getLong(72);
        long block = fragment == 0 ? preferredBlock : fragment;
        return new SpaceInfo(
                statfs.getLong(16) * block,
                statfs.getLong(24) * block,
                statfs.getLong(32) * block,
                statfs.getLong(40),
                statfs.getLong(48),
                block);
    }
}
