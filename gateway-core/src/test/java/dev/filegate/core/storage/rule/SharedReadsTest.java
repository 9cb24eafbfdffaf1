package dev.filegate.core.storage.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.Capability;
import dev.filegate.core.storage.ForwardingReadable;
import dev.filegate.core.storage.ForwardingStorage;
import dev.filegate.core.storage.MemoryBackend;
import dev.filegate.core.storage.ReadableFile;
import dev.filegate.core.storage.Storage;
import dev.filegate.core.storage.WritableFile;
import dev.filegate.core.storage.WriteMode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

class SharedReadsTest {
    private static final VirtualPath IMAGE = VirtualPath.parse("/image");
    private static final int PIECE = 1 << 20;

    private final LongAdder bytesRead = new LongAdder();
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private final AtomicBoolean failing = new AtomicBoolean();
    private final Storage remote = remote(EnumSet.complementOf(EnumSet.of(Capability.LOCAL_SPEED)));

    /** A storage that counts what is asked of it. */
    private Storage remote(Set<Capability> capabilities) {
        Storage memory = new MemoryBackend(capabilities, MemoryBackend.ticking()).tree(VirtualPath.ROOT, "me");
        return new ForwardingStorage(memory) {
            @Override
            public ReadableFile openForRead(VirtualPath path) {
                opened.incrementAndGet();
                return new ForwardingReadable(inner().openForRead(path)) {
                    @Override
                    public int read(ByteBuffer target, long position) {
                        if (failing.get()) {
                            throw new GatewayException(Failure.UNAVAILABLE, "the storage does not answer");
                        }
                        int count = inner().read(target, position);
                        bytesRead.add(Math.max(0, count));
                        return count;
                    }

                    @Override
                    public void close() {
                        closed.incrementAndGet();
                        inner().close();
                    }
                };
            }
        };
    }

    private byte[] store(int size, long seed) {
        byte[] content = new byte[size];
        new Random(seed).nextBytes(content);
        try (WritableFile file = remote.openForWrite(IMAGE, new WriteMode.Replace())) {
            file.write(ByteBuffer.wrap(content), 0);
            file.commit();
        }
        return content;
    }

    private static byte[] read(Storage storage, int blockSize) {
        try (ReadableFile file = storage.openForRead(IMAGE)) {
            ByteBuffer content = ByteBuffer.allocate((int) file.size());
            while (content.hasRemaining()) {
                ByteBuffer block = content.slice(content.position(), Math.min(blockSize, content.remaining()));
                int count = file.read(block, content.position());
                if (count < 0) {
                    throw new AssertionError("ended at " + content.position());
                }
                content.position(content.position() + count);
            }
            return content.array();
        }
    }

    @Test
    void twoHundredReadersCostTheStorageOne() throws Exception {
        byte[] content = store(3 * PIECE + 12_345, 1);
        SharedReads reads = new SharedReads(8 * PIECE);
        List<Future<byte[]>> machines = new ArrayList<>();
        try (ExecutorService boot = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 200; i++) {
                Storage storage = reads.over(remote, "boot");
                machines.add(boot.submit(() -> read(storage, 50_000)));
            }
        }
        for (Future<byte[]> machine : machines) {
            assertThat(machine.get()).isEqualTo(content);
        }

        assertThat(bytesRead.sum()).isEqualTo(content.length);
        assertThat(closed.get()).isEqualTo(opened.get());
    }

    @Test
    void keepsWhatWasReadForWhoeverComesLater() {
        byte[] content = store(PIECE / 2, 1);
        SharedReads reads = new SharedReads(PIECE);

        assertThat(read(reads.over(remote, "boot"), 1000)).isEqualTo(content);
        assertThat(read(reads.over(remote, "boot"), 7000)).isEqualTo(content);
        assertThat(bytesRead.sum()).isEqualTo(content.length);
    }

    @Test
    void readsAReplacedFileAnew() {
        store(PIECE / 2, 1);
        SharedReads reads = new SharedReads(PIECE);
        read(reads.over(remote, "boot"), 1000);
        byte[] newer = store(PIECE / 2, 2);

        assertThat(read(reads.over(remote, "boot"), 1000)).isEqualTo(newer);
    }

    @Test
    void keepsNoMoreThanItMay() {
        byte[] content = store(3 * PIECE, 1);
        SharedReads reads = new SharedReads(2 * PIECE);

        assertThat(read(reads.over(remote, "boot"), PIECE)).isEqualTo(content);
        assertThat(read(reads.over(remote, "boot"), PIECE)).isEqualTo(content);
        assertThat(bytesRead.sum())
                .as("the first pieces were dropped for the last")
                .isEqualTo(6 * PIECE);
    }

    @Test
    void doesNotMixUpAccounts() {
        store(1000, 1);
        SharedReads reads = new SharedReads(PIECE);

        read(reads.over(remote, "boot"), 1000);
        read(reads.over(remote, "other"), 1000);
        assertThat(bytesRead.sum()).isEqualTo(2000);
    }

    @Test
    void triesAgainAfterAFailure() {
        byte[] content = store(1000, 1);
        SharedReads reads = new SharedReads(PIECE);
        failing.set(true);
        assertThatThrownBy(() -> read(reads.over(remote, "boot"), 1000))
                .isInstanceOfSatisfying(
                        GatewayException.class,
                        failed -> assertThat(failed.failure()).isEqualTo(Failure.UNAVAILABLE));
        failing.set(false);

        assertThat(read(reads.over(remote, "boot"), 1000)).isEqualTo(content);
    }

    @Test
    void leavesLocalFilesToTheSystem() {
        Storage local = new SharedReads(PIECE).over(remote(EnumSet.allOf(Capability.class)), "boot");
        try (WritableFile file = local.openForWrite(IMAGE, new WriteMode.Replace())) {
            file.write(ByteBuffer.wrap(new byte[100]), 0);
            file.commit();
        }

        read(local, 100);
        read(local, 100);
        assertThat(bytesRead.sum()).isEqualTo(200);
    }

    @Test
    void isNotThereWhenItMayKeepNothing() {
        assertThat(new SharedReads(0).over(remote, "boot")).isSameAs(remote);
    }
}
