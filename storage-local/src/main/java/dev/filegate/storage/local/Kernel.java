package dev.filegate.storage.local;

import java.nio.ByteBuffer;

/**
 * The C function {@code long syscall(long, ...)} and a block of memory outside the heap for its arguments. One call at a time; a block
 * that is given up is released with the object, or by {@link #release} where nobody collects it.
 */
interface Kernel {
    /** The block, in the byte order of the machine. */
    ByteBuffer memory();

    /** Where the block's first byte lies. */
    long address();

    /** Where the first of a direct buffer's remaining bytes lies; the buffer must stay reachable while that is used. */
    long addressOf(ByteBuffer direct);

    /** Makes one system call: what it answers, or the negated errno. Never repeats it. */
    long call(long number, long a, long b, long c, long d, long e, long f);

    /** Gives the block up; nothing may be called afterwards. */
    void release();
}
