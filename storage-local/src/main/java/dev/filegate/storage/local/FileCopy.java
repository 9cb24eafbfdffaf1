package dev.filegate.storage.local;

import java.nio.ByteBuffer;

/** Copies the content of one open file into another, empty one, by the cheapest way that the file system offers. */
final class FileCopy {
    /** Small enough to let a killed session end soon. */
    private static final long STEP = 32L << 20;

    private static final int BUFFER_SIZE = 256 * 1024;

    private static final byte[] ITSELF = {};

    private FileCopy() {}

    /** Copies the first {@code length} bytes; how many, which are fewer when the source ends before. */
    static long copy(LinuxCalls calls, int source, int target, long length) throws Errno {
        if (length == 0) {
            return 0;
        }
        if (cloned(calls, source, target)) {
            return cut(calls, target, length);
        }
        long copied = inKernel(calls, source, target, length);
        return throughBuffer(calls, source, target, copied, length);
    }

    private static boolean cloned(LinuxCalls calls, int source, int target) {
        try {
            calls.clone(source, target);
            return true;
        } catch (Errno notThere) {
            return false; // another file system, or one without shared blocks
        }
    }

    private static long cut(LinuxCalls calls, int target, long length) throws Errno {
        long size = calls.statx(target, ITSELF, Linux.AT_EMPTY_PATH).size();
        if (size > length) {
            calls.ftruncate(target, length);
        }
        return Math.min(size, length);
    }

    /** How far copy_file_range(2) came: nowhere between some file systems. */
    private static long inKernel(LinuxCalls calls, int source, int target, long length) throws Errno {
        long at = 0;
        while (at < length) {
            try {
                long step = calls.copyFileRange(source, at, target, at, Math.min(STEP, length - at));
                if (step == 0) {
                    return at;
                }
                at += step;
            } catch (Errno errno) {
                switch (errno.code()) {
                    case Linux.EXDEV, Linux.EINVAL, Linux.ENOSYS, Linux.EOPNOTSUPP, Linux.EPERM -> {
                        return at;
                    }
                    default -> throw errno;
                }
            }
        }
        return at;
    }

    private static long throughBuffer(LinuxCalls calls, int source, int target, long from, long length) throws Errno {
        if (from == length) {
            return length;
        }
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_SIZE);
        long at = from;
        while (at < length) {
            buffer.clear().limit((int) Math.min(BUFFER_SIZE, length - at));
            if (calls.pread(source, buffer, at) == 0) {
                return at;
            }
            buffer.flip();
            at += writeFully(calls, target, buffer, at);
        }
        return at;
    }

    /** Writes all that remains, however short the single writes are; how many bytes. */
    static int writeFully(LinuxCalls calls, int target, ByteBuffer source, long position) throws Errno {
        int length = source.remaining();
        long end = position + length;
        while (source.hasRemaining()) {
            if (calls.pwrite(target, source, end - source.remaining()) == 0) {
                throw new Errno("pwrite", Linux.EIO);
            }
        }
        return length;
    }
}
