package dev.filegate.storage.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.DirectoryCursor;
import dev.filegate.core.storage.Storage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A million names ({@code CI=true}; fewer otherwise), in memory where there is a file system in memory. */
class LargeDirectoryTest {
    private static final int ENTRIES = "true".equals(System.getenv("CI")) ? 1_000_000 : 200_000;
    private static final int LINKS_PER_FILE = 50_000;
    private static final String NAME = "file-0000000.txt";
    private static final int LAST_DIGIT = 11;

    private final LinuxCalls calls = new KernelCalls();
    private Path root;
    private LocalBackend backend;
    private Storage storage;

    @BeforeEach
    void fill() throws IOException, Errno {
        Path memory = Path.of("/dev/shm");
        root = Files.isWritable(memory)
                ? Files.createTempDirectory(memory, "filegate")
                : Files.createTempDirectory("filegate");
        backend = LocalBackend.open("disk", TestConfigs.unflushed(root));
        storage = backend.tree(VirtualPath.ROOT, "me");
        storage.createDirectory(VirtualPath.parse("/large"));
        try (Descriptor directory = directory()) {
            for (int i = 0; i < ENTRIES; i++) {
                if (i % LINKS_PER_FILE == 0) {
                    create(directory, name(i));
                } else {
                    byte[] file = name(i - i % LINKS_PER_FILE);
                    calls.linkat(directory.number(), file, directory.number(), name(i), 0);
                }
            }
        }
    }

    @AfterEach
    void empty() throws IOException, Errno {
        try (Descriptor directory = directory()) {
            for (int i = 0; i < ENTRIES; i++) {
                calls.unlinkat(directory.number(), name(i), 0);
            }
        }
        storage.deleteDirectory(VirtualPath.parse("/large"));
        backend.close();
        Files.delete(root.resolve(".filegate-tmp/lock"));
        Files.delete(root.resolve(".filegate-tmp"));
        Files.delete(root);
    }

    private Descriptor directory() throws Errno {
        byte[] path = root.resolve("large").toString().getBytes(StandardCharsets.UTF_8);
        return new Descriptor(calls, calls.openat(Linux.AT_FDCWD, path, Linux.O_RDONLY | Linux.O_DIRECTORY, 0));
    }

    private void create(Descriptor directory, byte[] name) throws Errno {
        calls.close(calls.openat(directory.number(), name, Linux.O_RDWR | Linux.O_CREAT, 0600));
    }

    private static byte[] name(int i) {
        byte[] name = NAME.getBytes(StandardCharsets.US_ASCII);
        int rest = i;
        for (int digit = LAST_DIGIT; rest > 0; digit--) {
            name[digit] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return name;
    }

    @Test
    void isStreamedInBoundedMemory() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        BitSet seen = new BitSet(ENTRIES);
        int mostWaiting = 0;
        long allocatedBefore = threads.getCurrentThreadAllocatedBytes();
        long allocatedForTheFirst = 0;
        try (DirectoryCursor cursor = storage.list(VirtualPath.parse("/large"))) {
            while (cursor.advance()) {
                if (seen.isEmpty()) {
                    allocatedForTheFirst = threads.getCurrentThreadAllocatedBytes() - allocatedBefore;
                }
                seen.set(Integer.parseInt(cursor.entry().name().substring(5, 12)));
                mostWaiting = Math.max(mostWaiting, ((LocalCursor) cursor).waiting());
            }
        }
        long allocated = threads.getCurrentThreadAllocatedBytes() - allocatedBefore;
        assertThat(seen.cardinality()).isEqualTo(ENTRIES);
        int nameBytes = NAME.length();
        assertThat((long) mostWaiting * nameBytes).as("held at once").isLessThan(LocalCursor.BATCH_BYTES);
        assertThat(mostWaiting).as("held at once").isLessThan(ENTRIES / 2);
        assertThat(allocatedForTheFirst).as("before the first entry leaves").isLessThan(8L * LocalCursor.BATCH_BYTES);
        assertThat(allocated / ENTRIES).as("bytes of garbage for an entry").isLessThan(1500);
    }
}
