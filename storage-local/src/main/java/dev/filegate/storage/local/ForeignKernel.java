package dev.filegate.storage.local;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reaches the kernel by the JDK's foreign function interface. The collector releases the memory. */
final class ForeignKernel implements Kernel {
    private static final MethodHandle SYSCALL = bind();
    private static final VarHandle ERRNO =
            Linker.Option.captureStateLayout().varHandle(PathElement.groupElement("errno"));
    private static final int ALIGNMENT = 16;

    private final MemorySegment errno;
    private final long address;
    private final ByteBuffer memory;

    /** @param size of the block in bytes */
    ForeignKernel(int size) {
        Arena arena = Arena.ofAuto();
        MemorySegment block = arena.allocate(size, ALIGNMENT);
        errno = arena.allocate(Linker.Option.captureStateLayout());
        address = block.address();
        memory = block.asByteBuffer().order(ByteOrder.nativeOrder());
    }

    // Restricted: the gateway is started with --enable-native-access, and what is bound takes seven numbers.
    @SuppressWarnings("restricted")
    private static MethodHandle bind() {
        Linker linker = Linker.nativeLinker();
        FunctionDescriptor shape = FunctionDescriptor.of(
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_LONG);
        MemorySegment address = linker.defaultLookup().findOrThrow("syscall");
        return linker.downcallHandle(
                address, shape, Linker.Option.firstVariadicArg(1), Linker.Option.captureCallState("errno"));
    }

    @Override
    public ByteBuffer memory() {
        return memory;
    }

    @Override
    public long address() {
        return address;
    }

    @Override
    public long addressOf(ByteBuffer direct) {
        return MemorySegment.ofBuffer(direct).address();
    }

    @Override
    public long call(long number, long a, long b, long c, long d, long e, long f) {
        long result;
        try {
            result = (long) SYSCALL.invokeExact(errno, number, a, b, c, d, e, f);
        } catch (Throwable impossible) {
            throw new LinkageError("syscall(2) is bound wrongly", impossible);
        }
        return result == -1 ? -(int) ERRNO.get(errno, 0L) : result;
    }

    @Override
    public void release() {
        // Left to the collector: the segments go with this object.
    }
}
