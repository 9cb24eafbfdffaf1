package dev.filegate.storage.local;

import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.AttributeChange;
import dev.filegate.storage.local.LocalConfig.Fsync;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** What all written files have in common: their attributes, and how safely they lie on the disk when they are complete. */
final class Finishing {
    private final LinuxCalls calls;
    private final FileAttributes attributes;
    private final Fsync fsync;

    Finishing(LinuxCalls calls, FileAttributes attributes, Fsync fsync) {
        this.calls = calls;
        this.attributes = attributes;
        this.fsync = fsync;
    }

    LinuxCalls calls() {
        return calls;
    }

    /** Reads back from a file being written; as {@link dev.filegate.core.storage.WritableFile#read}. */
    int read(VirtualPath path, int file, ByteBuffer target, long position) {
        try {
            int count = calls.pread(file, target, position);
            while (count > 0 && target.hasRemaining()) {
                int more = calls.pread(file, target, position + count);
                if (more == 0) {
                    break;
                }
                count += more;
            }
            return count == 0 && target.hasRemaining() ? -1 : count;
        } catch (Errno errno) {
            throw LocalFailures.of(path, errno);
        }
    }

    /** Makes a finished temporary file ready to get its name: attributes, and the content on the disk as the policy says. */
    void prepare(TemporaryFile file, AttributeChange change, @Nullable FileStatus replaced, Place place) throws Errno {
        attributes.prepare(file.number(), change, replaced, place.directory().status());
        flush(file.number());
    }

    /** The file has its name: flushes that too if the policy says so. */
    void published(Place place) throws Errno {
        if (fsync == LocalConfig.Fsync.ALWAYS) {
            try (Descriptor directory = place.directory().reopen(Linux.O_RDONLY | Linux.O_DIRECTORY)) {
                calls.fsync(directory.number());
            }
        }
    }

    /** A file that was written under its own name is complete. */
    void written(Descriptor file, AttributeChange change) throws Errno {
        attributes.change(file, change);
        flush(file.number());
    }

    private void flush(int file) throws Errno {
        switch (fsync) {
            case ALWAYS -> calls.fsync(file);
            case COMMIT -> calls.fdatasync(file);
            case NEVER -> {}
        }
    }
}
