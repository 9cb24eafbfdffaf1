package dev.filegate.storage.local;

import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * The way to the kernel and memory for the arguments of one system call, borrowed from a pool. Bounded: at most {@value #POOLED} are kept;
 * more exist only while more calls are under way at once. Not thread-local, because virtual threads are many.
 */
final class Scratch implements AutoCloseable {
    /** Longest path, a NUL, and alignment. */
    private static final int PATH_SIZE = 4104;

    static final int STRUCT_SIZE = 512;
    static final int DATA_SIZE = 64 * 1024;

    private static final int SECOND_AT = PATH_SIZE;
    private static final int STRUCT_AT = 2 * PATH_SIZE;
    private static final int DATA_AT = STRUCT_AT + STRUCT_SIZE;

    private static final int POOLED = 64;
    private static final BlockingQueue<Scratch> POOL = new ArrayBlockingQueue<>(POOLED);

    private final Kernel kernel = Kernels.open(DATA_AT + DATA_SIZE);
    private final ByteBuffer memory = kernel.memory();
    private final ByteBuffer struct = part(STRUCT_AT, STRUCT_SIZE);
    private final ByteBuffer data = part(DATA_AT, DATA_SIZE);

    private Scratch() {}

    static Scratch borrow() {
        Scratch pooled = POOL.poll();
        return pooled == null ? new Scratch() : pooled;
    }

    private ByteBuffer part(int at, int size) {
        return memory.slice(at, size).order(memory.order());
    }

    /** What reaches the kernel while this is borrowed. */
    Kernel kernel() {
        return kernel;
    }

    /** Address of the path as a C string. */
    long first(byte[] path) throws Errno {
        return string(0, path);
    }

    /** Address of a second path as a C string. */
    long second(byte[] path) throws Errno {
        return string(SECOND_AT, path);
    }

    /** Room for a structure, to be used by absolute positions. */
    ByteBuffer struct() {
        return struct;
    }

    long structAddress() {
        return kernel.address() + STRUCT_AT;
    }

    /** Room for {@value #DATA_SIZE} bytes of anything, to be used by absolute positions. */
    ByteBuffer data() {
        return data;
    }

    long dataAddress() {
        return kernel.address() + DATA_AT;
    }

    private long string(int at, byte[] path) throws Errno {
        if (path.length >= PATH_SIZE) {
            throw new Errno("path", Linux.ENAMETOOLONG);
        }
        memory.put(at, path);
        memory.put(at + path.length, (byte) 0);
        return kernel.address() + at;
    }

    /** Gives it back. */
    @Override
    public void close() {
        if (!POOL.offer(this)) {
            kernel.release();
        }
    }
}
