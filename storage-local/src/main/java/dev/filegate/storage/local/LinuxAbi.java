package dev.filegate.storage.local;

/** Where the two supported architectures number things differently. */
enum LinuxAbi {
    X86_64 {
        @Override
        int number(SystemCall call) {
            return call.x86;
        }

        @Override
        int openFlags(int flags) {
            return flags;
        }
    },
    AARCH64 {
        @Override
        int number(SystemCall call) {
            return call.aarch64;
        }

        @Override
        int openFlags(int flags) {
            int same = flags & ~(Linux.O_DIRECTORY | Linux.O_NOFOLLOW);
            int directory = (flags & Linux.O_DIRECTORY) != 0 ? 0x4000 : 0;
            int nofollow = (flags & Linux.O_NOFOLLOW) != 0 ? 0x8000 : 0;
            return same | directory | nofollow;
        }
    };

    /** The calls used, with their numbers in arch/x86/entry/syscalls/syscall_64.tbl and include/uapi/asm-generic/unistd.h. */
    enum SystemCall {
        OPENAT(257, 56),
        OPENAT2(437, 437),
        CLOSE(3, 57),
        STATX(332, 291),
        MKDIRAT(258, 34),
        UNLINKAT(263, 35),
        RENAMEAT2(316, 276),
        LINKAT(265, 37),
        SYMLINKAT(266, 36),
        READLINKAT(267, 78),
        GETDENTS64(217, 61),
        PREAD64(17, 67),
        PWRITE64(18, 68),
        FTRUNCATE(77, 46),
        FSYNC(74, 82),
        FDATASYNC(75, 83),
        FCHMOD(91, 52),
        FCHMODAT(268, 53),
        FCHOWNAT(260, 54),
        UTIMENSAT(280, 88),
        FSTATFS(138, 44),
        IOCTL(16, 29),
        COPY_FILE_RANGE(326, 285),
        FLOCK(73, 32);

        private final int x86;
        private final int aarch64;

        SystemCall(int x86, int aarch64) {
            this.x86 = x86;
            this.aarch64 = aarch64;
        }
    }

    abstract int number(SystemCall call);

    /** Flags of open(2) as this architecture numbers them. */
    abstract int openFlags(int flags);

    /** The architecture this runs on; fails with words on any other, and on other operating systems. */
    static LinuxAbi current() {
        String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        return switch (system) {
            case "Linux amd64", "Linux x86_64" -> X86_64;
            case "Linux aarch64", "Linux arm64" -> AARCH64;
            default ->
                throw new UnsupportedOperationException(
                        "local storages need Linux on x86_64 or aarch64; this is " + system);
        };
    }
}
