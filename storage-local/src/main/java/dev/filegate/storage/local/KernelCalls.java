package dev.filegate.storage.local;

import dev.filegate.core.storage.SpaceInfo;
import dev.filegate.storage.local.LinuxAbi.SystemCall;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The system calls of Linux. All of them go through the one C function {@code long syscall(long, ...)}, so there is one binding to declare
 * ({@link Kernel}), and nothing depends on which wrappers a C library has.
 */
final class KernelCalls implements LinuxCalls {
    private static final LinuxAbi ABI = LinuxAbi.current();
    private static final long FICLONE = 0x40049409L;
    private static final long LOCK_EXCLUSIVE_NONBLOCKING = 2 | 4;
    private static final int OPEN_HOW_SIZE = 24;
    /** STATX_BASIC_STATS, STATX_BTIME and STATX_MNT_ID. */
    private static final int STATX_WANTED = 0x07FF | 0x0800 | 0x1000;

    private static long call(Scratch scratch, SystemCall call, long a, long b, long c, long d, long e, long f)
            throws Errno {
        long number = ABI.number(call);
        while (true) {
            long result = scratch.kernel().call(number, a, b, c, d, e, f);
            if (result >= 0) {
                return result;
            }
            if (result != -Linux.EINTR) {
                throw new Errno(call.name(), (int) -result);
            }
        }
    }

    private static long call(Scratch scratch, SystemCall call, long a, long b, long c, long d) throws Errno {
        return call(scratch, call, a, b, c, d, 0, 0);
    }

    @Override
    public int openat(int directory, byte[] path, int flags, int mode) throws Errno {
        try (Scratch s = Scratch.borrow()) {
            return (int) call(s, SystemCall.OPENAT, directory, s.first(path), ABI.openFlags(flags), mode);
        }
    }

    @Override
    public int openat2(int directory, byte[] path, int flags, int resolve) throws Errno {
        try (Scratch s = Scratch.borrow()) {
            s.struct().putLong(0, ABI.openFlags(flags)).putLong(8, 0).putLong(16, resolve);
            return (int) call(s, SystemCall.OPENAT2, directory, s.first(path), s.structAddress(), OPEN_HOW_SIZE);
        }
    }

    @Override
    public void close(int descriptor) {
        try (Scratch s = Scratch.borrow()) {
            // Not repeated on EINTR: Linux has closed it, and the number may be somebody else's by now.
            long ignored = s.kernel().call(ABI.number(SystemCall.CLOSE), descriptor, 0, 0, 0, 0, 0);
            assert ignored <= 0;
        }
    }

    @Override
    public FileStatus statx(int directory, byte[] path, int flags) throws Errno {
        try (Scratch s = Scratch.borrow()) {
            call(
                    s,
                    SystemCall.STATX,
                    directory,
                    s.first(path),
                    flags | Linux.AT_NO_AUTOMOUNT,
                    STATX_WANTED,
                    s.structAddress(),
                    0);
            return LinuxLayouts.status(s.struct());
        }
    }

    @Override
    public void mkdirat(int directory, byte[] path, int mode) throws Errno {
        try (Scratch s = Scratch.borrow()) {
            call(s, SystemCall.MKDIRAT, directory, s.first(path), mode, 0);
        }
    }

    @Override
    public void unlinkat(int directory, byte[] path, int flags) throws Errno {
        try (Scratch s = Scratch.borrow()) {
            call(s, SystemCall.UNLINKAT, directory, s.first(path), flags, 0);
        }
    }

    @Override
    public void renameat2(int fromDirectory, byte[] from, int toDirectory, byte[] to, int flags) throws Errno {
        try (Scratch s = Scratch.borrow()) {
            call(s, SystemCall.RENAMEAT2, fromDirectory, s.first(from), toDirectory, s.second(to), flags, 0);
        }
    }

    @Override
    public void linkat(int fromDirectory, byte[] from, int toDirectory, byte[] to, int flags) throws Errno {
        try (Scratch s = Scratch.borrow()) {
            call(s, SystemCall.LINKAT, fromDirectory, s.first(from), toDirectory, s.second(to), flags, 0);
        }
    }

    @Override
    public void symlinkat(byte[] target, int directory, byte[] path) throws Errno {
        try (Scratch s = Scratch.borrow()) {
            call(s, SystemCall.SYMLINKAT, s.first(target), directory, s.second(path), 0);
        }
    }

    @Override
    public byte[] readlinkat(int directory, byte[] path) throws Errno {
        try (Scratch s = Scratch.borrow()) {
            int length =
                    (int) call(s, SystemCall.READLINKAT, directory, s.first(path), s.dataAddress(), Scratch.DATA_SIZE);
            byte[] target = new byte[length];
            s.data().get(0, target);
            return target;
        }
    }

    @Override
    public int getdents64(int directory, byte[] entries) throws Errno {
        try (Scratch s = Scratch.borrow()) {
            long room = Math.min(entries.length, Scratch.DATA_SIZE);
            int length = (int) call(s, SystemCall.GETDENTS64, directory, s.dataAddress(), room, 0);
            s.data().get(0, entries, 0, length);
            return length;
        }
    }

    @Override
    public int pwrite(int descriptor, ByteBuffer source, long position) throws Errno {
        try (Scratch s = Scratch.borrow()) {
            int length = source.remaining();
            long address;
            if (source.isDirect()) {
                address = s.kernel().addressOf(source);
            } else {
                length = Math.min(length, Scratch.DATA_SIZE);
                address = s.dataAddress();
                s.data().put(0, source, source.position(), length);
            }
            int written = (int) call(s, SystemCall.PWRITE64, descriptor, address, length, position);
            source.position(source.position() + written);
            return written;
        }
    }

    @Override
    public int pread(int descriptor, ByteBuffer target, long position) throws Errno {
        try (Scratch s = Scratch.borrow()) {
            boolean direct = target.isDirect();
            int length = direct ? target.remaining() : Math.min(target.remaining(), Scratch.DATA_SIZE);
            long address = direct ? s.kernel().addressOf(target) : s.dataAddress();
            int count = (int) call(s, SystemCall.PREAD64, descriptor, address, length, position);
            if (!direct) {
                target.put(target.position(), s.data(), 0, count);
            }
            target.position(target.position() + count);
            return count;
        }
    }

    @Override
    public void ftruncate(int descriptor, long size) throws Errno {
        simple(SystemCall.FTRUNCATE, descriptor, size);
    }

    @Override
    public void fdatasync(int descriptor) throws Errno {
        LongCalls.run(() -> simple(SystemCall.FDATASYNC, descriptor, 0));
    }

    @Override
    public void fsync(int descriptor) throws Errno {
        LongCalls.run(() -> simple(SystemCall.FSYNC, descriptor, 0));
    }

    @Override
    public void fchmod(int descriptor, int mode) throws Errno {
        simple(SystemCall.FCHMOD, descriptor, mode);
    }

    @Override
    public void fchmodat(int directory, byte[] path, int mode) throws Errno {
        try (Scratch s = Scratch.borrow()) {
            call(s, SystemCall.FCHMODAT, directory, s.first(path), mode, 0);
        }
    }

    @Override
    public void fchownat(int directory, byte[] path, int owner, int group, int flags) throws Errno {
        try (Scratch s = Scratch.borrow()) {
            call(s, SystemCall.FCHOWNAT, directory, s.first(path), owner, group, flags, 0);
        }
    }

    @Override
    public void utimensat(int directory, byte[] path, @Nullable Instant accessed, @Nullable Instant modified)
            throws Errno {
        try (Scratch s = Scratch.borrow()) {
            LinuxLayouts.putTimes(s.struct(), accessed, modified);
            long name = path.length == 0 ? 0 : s.first(path);
            call(s, SystemCall.UTIMENSAT, directory, name, s.structAddress(), 0);
        }
    }

    @Override
    public SpaceInfo fstatfs(int descriptor) throws Errno {
        try (Scratch s = Scratch.borrow()) {
            call(s, SystemCall.FSTATFS, descriptor, s.structAddress(), 0, 0);
            return LinuxLayouts.space(s.struct());
        }
    }

    @Override
    public void clone(int source, int target) throws Errno {
        try (Scratch s = Scratch.borrow()) {
            call(s, SystemCall.IOCTL, target, FICLONE, source, 0);
        }
    }

    @Override
    public long copyFileRange(int source, long sourcePosition, int target, long targetPosition, long count)
            throws Errno {
        try (Scratch s = Scratch.borrow()) {
            s.struct().putLong(0, sourcePosition).putLong(8, targetPosition);
            long from = s.structAddress();
            long to = from + 8;
            return LongCalls.ask(() -> call(s, SystemCall.COPY_FILE_RANGE, source, from, target, to, count, 0));
        }
    }

    @Override
    public void lock(int descriptor) throws Errno {
        simple(SystemCall.FLOCK, descriptor, LOCK_EXCLUSIVE_NONBLOCKING);
    }

    private static void simple(SystemCall call, int descriptor, long argument) throws Errno {
        try (Scratch s = Scratch.borrow()) {
            call(s, call, descriptor, argument, 0, 0);
        }
    }
}
