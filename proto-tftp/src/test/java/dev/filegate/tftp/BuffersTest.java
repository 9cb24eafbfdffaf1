package dev.filegate.tftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.ForwardingReadable;
import dev.filegate.core.storage.MemoryStorage;
import dev.filegate.core.storage.ReadableFile;
import dev.filegate.core.storage.WritableFile;
import dev.filegate.core.storage.WriteMode;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Blocks out of pieces, and pieces out of blocks. */
class BuffersTest {
    private static final VirtualPath PATH = VirtualPath.parse("/f");

    private final MemoryStorage storage = MemoryStorage.empty();

    private void upload(byte[] content, Random random, long maxSize) {
        try (WritableFile file = storage.openForWrite(PATH, new WriteMode.Replace())) {
            UploadBuffer buffer = new UploadBuffer(file, maxSize);
            int at = 0;
            while (at < content.length) {
                int size = Math.min(content.length - at, random.nextInt(10) == 0 ? 60_000 : 1 + random.nextInt(1500));
                buffer.write(ByteBuffer.wrap(content, at, size));
                at += size;
            }
            buffer.finish();
            file.commit();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4096, 4097, 32_768, 32_769, 200_000})
    void keepEveryByteInItsPlace(int size) {
        byte[] content = TftpServerTest.random(size);
        upload(content, new Random(size), 0);
        try (ReadableFile file = storage.openForRead(PATH)) {
            ReadAhead ahead = new ReadAhead(file);
            Random random = new Random(size);
            for (int i = 0; i < 300; i++) {
                int position = random.nextInt(size + 10);
                ByteBuffer target = ByteBuffer.allocate(1 + random.nextInt(i % 10 == 0 ? 60_000 : 1500));
                ahead.read(target, position);
                assertThat(Arrays.copyOf(target.array(), target.position()))
                        .isEqualTo(Arrays.copyOfRange(
                                content,
                                Math.min(position, size),
                                Math.max(Math.min(position, size), Math.min(size, position + target.capacity()))));
            }
        }
    }

    @Test
    void askTheStorageForEachByteOnce() {
        upload(TftpServerTest.random(200_000), new Random(1), 0);
        AtomicLong asked = new AtomicLong();
        try (ReadableFile file = new ForwardingReadable(storage.openForRead(PATH)) {
            @Override
            public int read(ByteBuffer target, long position) {
                int count = inner().read(target, position);
                asked.addAndGet(count);
                return count;
            }
        }) {
            OctetSource source = new OctetSource(new ReadAhead(file), 1428);
            for (long block = 1; block <= 141; block++) {
                source.read(block, ByteBuffer.allocate(1428));
            }
        }
        assertThat(asked.get()).isEqualTo(200_000);
    }

    @Test
    void refuseTheByteThatCrossesTheLimit() {
        upload(new byte[1000], new Random(1), 1000);

        assertThatThrownBy(() -> upload(new byte[1001], new Random(1), 1000))
                .isInstanceOfSatisfying(
                        GatewayException.class,
                        refused -> assertThat(refused.failure()).isEqualTo(Failure.QUOTA_EXCEEDED));
    }

    @Test
    void noticeAFileThatBecameShorter() {
        upload(new byte[5000], new Random(1), 0);
        try (ReadableFile file = new ForwardingReadable(storage.openForRead(PATH)) {
            @Override
            public long size() {
                return 6000;
            }
        }) {
            ReadAhead ahead = new ReadAhead(file);

            assertThatThrownBy(() -> ahead.read(ByteBuffer.allocate(512), 4900))
                    .isInstanceOf(GatewayException.class)
                    .hasMessageContaining("shorter");
        }
    }
}
