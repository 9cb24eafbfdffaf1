package dev.filegate.storage.local;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Native memory for the arguments of one system call, borrowed from a pool. Bounded: at most {@value #POOLED} are kept; more exist only
 * while more calls are under way at once. Not thread-local, because virtual threads are many.
 */
final class Scratch implements AutoCloseable {
    /** Longest path, a NUL, and alignment. */
    private static final int PATH_SIZE = 4104;

    private static final int ERRNO_SIZE = 16;
    static final int STRUCT_SIZE = 512;
    static final int DATA_SIZE = 64 * 1024;

    private static final int POOLED = 64;
    private static final BlockingQueue<Scratch> POOL = new ArrayBlockingQueue<>(POOLED);

    private final MemorySegment errno;
    private final MemorySegment first;
    private final MemorySegment second;
    private final MemorySegment struct;
    private final MemorySegment data;

    private Scratch() {
        MemorySegment all = Arena.ofAuto().allocate(ERRNO_SIZE + 2L * PATH_SIZE + STRUCT_SIZE + DATA_SIZE, 16);
        errno = all.asSlice(0, ERRNO_SIZE);
        first = all.asSlice(ERRNO_SIZE, PATH_SIZE);
        second = all.asSlice(ERRNO_SIZE + PATH_SIZE, PATH_SIZE);
        struct = all.asSlice(ERRNO_SIZE + 2L * PATH_SIZE, STRUCT_SIZE);
        data = all.asSlice(ERRNO_SIZE + 2L * PATH_SIZE + STRUCT_SIZE, DATA_SIZE);
    }

    static Scratch borrow() {
        Scratch pooled = POOL.poll();
        return pooled == null ? new Scratch() : pooled;
    }

    /** Where the call leaves errno. */
    MemorySegment errno() {
        return errno;
    }

    /** Address of the path as a C string. */
    long first(byte[] path) throws Errno {
        return string(first, path);
    }

    /** Address of a second path as a C string. */
    long second(byte[] path) throws Errno {
        return string(second, path);
    }

    /** Room for a structure. */
    MemorySegment struct() {
        return struct;
    }

    /** Room for {@value #DATA_SIZE} bytes of anything. */
    MemorySegment data() {
        return data;
    }

    private static long string(MemorySegment target, byte[] path) throws Errno {
        if (path.length >= PATH_SIZE) {
            throw new Errno("path", Linux.ENAMETOOLONG);
        }
        MemorySegment.copy(path, 0, target, ValueLayout.JAVA_BYTE, 0, path.length);
        target.set(ValueLayout.JAVA_BYTE, path.length, (byte) 0);
        return target.address();
    }

    /** Gives it back. */
    @Override
    public void close() {
        boolean kept = POOL.offer(this);
        assert kept || POOL.remainingCapacity() == 0 : "a pool that is full leaves the rest to the collector";
    }
}
