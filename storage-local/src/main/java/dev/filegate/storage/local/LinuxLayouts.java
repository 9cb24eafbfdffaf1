package dev.filegate.storage.local;

import dev.filegate.core.storage.SpaceInfo;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Structures of the kernel's interface, which are laid out alike on x86_64 and aarch64. */
final class LinuxLayouts {
    private static final int STATX_BTIME = 0x800;
    private static final int STATX_MNT_ID = 0x1000;
    private static final long UTIME_OMIT = 0x3FFFFFFEL;

    private LinuxLayouts() {}

    /** {@code struct statx} of linux/stat.h. */
    static FileStatus status(MemorySegment statx) {
        int known = statx.get(ValueLayout.JAVA_INT, 0);
        return new FileStatus(
                Short.toUnsignedInt(statx.get(ValueLayout.JAVA_SHORT, 28)),
                statx.get(ValueLayout.JAVA_INT, 16),
                statx.get(ValueLayout.JAVA_INT, 20),
                statx.get(ValueLayout.JAVA_INT, 24),
                statx.get(ValueLayout.JAVA_LONG, 32),
                statx.get(ValueLayout.JAVA_LONG, 40),
                time(statx, 112),
                (known & STATX_BTIME) != 0 ? time(statx, 80) : Instant.MIN,
                Integer.toUnsignedLong(statx.get(ValueLayout.JAVA_INT, 136)) << 32
                        | Integer.toUnsignedLong(statx.get(ValueLayout.JAVA_INT, 140)),
                (known & STATX_MNT_ID) != 0 ? statx.get(ValueLayout.JAVA_LONG, 144) : 0);
    }

    private static Instant time(MemorySegment statx, long offset) {
        return Instant.ofEpochSecond(
                statx.get(ValueLayout.JAVA_LONG, offset), statx.get(ValueLayout.JAVA_INT, offset + 8));
    }

    /** Two {@code struct timespec}. */
    static void putTimes(MemorySegment times, @Nullable Instant accessed, @Nullable Instant modified) {
        putTime(times, 0, accessed);
        putTime(times, 16, modified);
    }

    private static void putTime(MemorySegment times, long offset, @Nullable Instant time) {
        times.set(ValueLayout.JAVA_LONG, offset, time == null ? 0 : time.getEpochSecond());
        times.set(ValueLayout.JAVA_LONG, offset + 8, time == null ? UTIME_OMIT : time.getNano());
    }

    /** {@code struct statfs}. */
    static SpaceInfo space(MemorySegment statfs) {
        long preferredBlock = statfs.get(ValueLayout.JAVA_LONG, 8);
        long fragment = statfs.get(ValueLayout.JAVA_LONG, 72);
        long block = fragment == 0 ? preferredBlock : fragment;
        return new SpaceInfo(
                statfs.get(ValueLayout.JAVA_LONG, 16) * block,
                statfs.get(ValueLayout.JAVA_LONG, 24) * block,
                statfs.get(ValueLayout.JAVA_LONG, 32) * block,
                statfs.get(ValueLayout.JAVA_LONG, 40),
                statfs.get(ValueLayout.JAVA_LONG, 48),
                block);
    }
}
