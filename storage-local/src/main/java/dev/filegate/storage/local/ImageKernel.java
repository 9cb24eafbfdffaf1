package dev.filegate.storage.local;

import com.oracle.svm.core.annotate.Alias;
import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.graalvm.nativeimage.UnmanagedMemory;
import org.graalvm.nativeimage.c.function.CFunction;
import org.graalvm.nativeimage.c.type.CIntPointer;
import org.graalvm.nativeimage.c.type.CTypeConversion;
import org.graalvm.word.Pointer;
import org.graalvm.word.WordFactory;

/**
 * Reaches the kernel by the C interface of a native image, which exists in no other kind of process: nothing outside an image may touch
 * this class. Used instead of {@link ForeignKernel} because builders differ in what they support of the foreign function interface.
 */
final class ImageKernel implements Kernel {
    private final Pointer block;
    private final ByteBuffer memory;

    /** @param size of the block in bytes */
    ImageKernel(int size) {
        block = UnmanagedMemory.calloc(WordFactory.unsigned(size));
        memory = CTypeConversion.asByteBuffer(block, size).order(ByteOrder.nativeOrder());
    }

    @CFunction("syscall")
    private static native long syscall(long number, long a, long b, long c, long d, long e, long f);

    /** Where this thread's errno lies. Nothing between a call and this look makes a call of its own but glibc's locks, which leave it alone. */
    @CFunction(value = "__errno_location", transition = CFunction.Transition.NO_TRANSITION)
    private static native CIntPointer errno();

    @Override
    public ByteBuffer memory() {
        return memory;
    }

    @Override
    public long address() {
        return block.rawValue();
    }

    @Override
    public long addressOf(ByteBuffer direct) {
        return ((BufferAddress) (Object) direct).address + direct.position();
    }

    @Override
    public long call(long number, long a, long b, long c, long d, long e, long f) {
        long result = syscall(number, a, b, c, d, e, f);
        return result == -1 ? -errno().read() : result;
    }

    @Override
    public void release() {
        UnmanagedMemory.free(block);
    }
}

/** In a native image the kernel is reached like this. */
@TargetClass(Kernels.class)
final class KernelsInAnImage {
    private KernelsInAnImage() {}

    @Substitute
    static Kernel open(int size) {
        return new ImageKernel(size);
    }
}

/** Names the field of {@link Buffer} that says where a direct buffer's memory lies. */
@TargetClass(Buffer.class)
final class BufferAddress {
    @Alias
    long address;

    private BufferAddress() {}
}
