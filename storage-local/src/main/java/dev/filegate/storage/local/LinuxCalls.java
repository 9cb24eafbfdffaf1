package dev.filegate.storage.local;

import dev.filegate.core.storage.SpaceInfo;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The system calls this storage is made of, and nothing else of the operating system: a seam for tests that need a disk to fail, and
 * for a native image, which may bind them differently. Paths are bytes without NUL; descriptors are plain numbers. Blocking,
 * thread-safe. A call that was interrupted by a signal is repeated by the implementation.
 */
interface LinuxCalls {
    int openat(int directory, byte[] path, int flags, int mode) throws Errno;

    /** ENOSYS where the kernel is older than 5.6, EPERM where a seccomp filter does not know it. */
    int openat2(int directory, byte[] path, int flags, int resolve) throws Errno;

    /** Never fails: what close(2) may report is not an error of the descriptor, which is gone in any case. */
    void close(int descriptor);

    /** Describes {@code path}, or {@code directory} itself with an empty path and AT_EMPTY_PATH. */
    FileStatus statx(int directory, byte[] path, int flags) throws Errno;

    void mkdirat(int directory, byte[] path, int mode) throws Errno;

    void unlinkat(int directory, byte[] path, int flags) throws Errno;

    void renameat2(int fromDirectory, byte[] from, int toDirectory, byte[] to, int flags) throws Errno;

    void linkat(int fromDirectory, byte[] from, int toDirectory, byte[] to, int flags) throws Errno;

    void symlinkat(byte[] target, int directory, byte[] path) throws Errno;

    byte[] readlinkat(int directory, byte[] path) throws Errno;

    /** Fills {@code entries} with records as getdents64(2) lays them out; how many bytes, 0 at the end. */
    int getdents64(int directory, byte[] entries) throws Errno;

    /** Writes from the source's position on and moves it; how many bytes, which may be fewer than remain. */
    int pwrite(int descriptor, ByteBuffer source, long position) throws Errno;

    /** Reads to the target's position and moves it; how many bytes, 0 at the end. */
    int pread(int descriptor, ByteBuffer target, long position) throws Errno;

    void ftruncate(int descriptor, long size) throws Errno;

    /** Flushes content and what is needed to find it (fdatasync). May take long; gives way to other virtual threads. */
    void fdatasync(int descriptor) throws Errno;

    /** Flushes everything (fsync), also of a directory. May take long; gives way to other virtual threads. */
    void fsync(int descriptor) throws Errno;

    void fchmod(int descriptor, int mode) throws Errno;

    /** Follows a link in the last place. */
    void fchmodat(int directory, byte[] path, int mode) throws Errno;

    void fchownat(int directory, byte[] path, int owner, int group, int flags) throws Errno;

    /** Sets times; null leaves one as it is. Follows a link in the last place; an empty path means the descriptor itself. */
    void utimensat(int directory, byte[] path, @Nullable Instant accessed, @Nullable Instant modified) throws Errno;

    SpaceInfo fstatfs(int descriptor) throws Errno;

    /** Makes {@code target} share all blocks of {@code source} (FICLONE); fails where the file system cannot. */
    void clone(int source, int target) throws Errno;

    /** Copies inside the kernel; how many bytes, 0 at the end of the source. Gives way to other virtual threads. */
    long copyFileRange(int source, long sourcePosition, int target, long targetPosition, long count) throws Errno;

    /** Takes an exclusive lock that ends with the descriptor; EAGAIN when somebody else has it. */
    void lock(int descriptor) throws Errno;
}
