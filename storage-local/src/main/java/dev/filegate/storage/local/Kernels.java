package dev.filegate.storage.local;

/** How this process reaches the kernel. A native image substitutes it: see {@link ImageKernel}. */
final class Kernels {
    private Kernels() {}

    /** @param size of the block of memory in bytes */
    static Kernel open(int size) {
        return new ForeignKernel(size);
    }
}
