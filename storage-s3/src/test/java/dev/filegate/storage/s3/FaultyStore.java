package dev.filegate.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.ReadableFile;
import dev.filegate.core.storage.Storage;
import dev.filegate.core.storage.WritableFile;
import dev.filegate.core.storage.WriteMode;
import dev.filegate.storage.s3.fault.FaultProxy;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.zip.CRC32C;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** A storage behind a proxy that makes faults, and the store behind the proxy as it really is. */
final class FaultyStore implements AutoCloseable {
    static final int SMALL = 100_000;
    static final int LARGE = 17 << 20;

    private static final int CHUNK = 64 << 10;

    /** What a client is told that cannot be its own mistake. */
    private static final Set<Failure> OURS =
            Set.of(Failure.UNAVAILABLE, Failure.BUSY, Failure.PERMISSION_DENIED, Failure.INTERNAL);

    final FaultProxy proxy;
    final S3Memory memory = new S3Memory(64 << 20, 32 << 20);

    private final S3Config config;
    private final S3Client direct;
    private final S3Backend backend;
    private final Storage storage;

    FaultyStore(TestS3 store) {
        this(store, 4);
    }

    /** @param attempts how often the storage tries a request */
    FaultyStore(TestS3 store, int attempts) {
        proxy = FaultProxy.before(store.endpoint().uri());
        S3Config real = store.config();
        S3Location bucket = real.bucket();
        config = S3Config.of(new S3Location(
                        bucket.name(),
                        bucket.prefix(),
                        bucket.region(),
                        proxy.address().toString()))
                .withAccess(real.access())
                .withDialect(real.dialect())
                .withTransfer(new S3Transfer(S3Transfer.MIN_PART, 2, 1 << 20, 2, Duration.ofHours(1)))
                .withNetwork(new S3Network(
                        Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(8), attempts, "", List.of()));
        direct = S3Clients.open(real, S3Observer.NONE);
        backend = S3Backend.open("faulty", config, memory, S3Observer.NONE);
        storage = backend.tree(VirtualPath.ROOT, "tester");
    }

    Storage storage() {
        return storage;
    }

    static VirtualPath path(String name) {
        return VirtualPath.ROOT.child(name);
    }

    /** Bytes that differ from place to place, and from seed to seed. */
    static byte[] content(long seed, int size) {
        byte[] content = new byte[size];
        new Random(seed).nextBytes(content);
        return content;
    }

    /** Puts a file behind the proxy's back. */
    void put(String name, byte[] content) {
        direct.putObject(
                request -> request.bucket(config.bucket().name()).key(key(name)), RequestBody.fromBytes(content));
    }

    /** The same with the checksum that an upload leaves. */
    void putSummed(String name, byte[] content) {
        CRC32C crc = new CRC32C();
        crc.update(content);
        direct.putObject(
                request -> request.bucket(config.bucket().name())
                        .key(key(name))
                        .metadata(Map.of(
                                StreamSums.SHA256,
                                "0".repeat(64),
                                StreamSums.CRC32C,
                                "%08x".formatted(crc.getValue()))),
                RequestBody.fromBytes(content));
    }

    /** What really is there. */
    Optional<byte[]> stored(String name) {
        try {
            return Optional.of(direct.getObjectAsBytes(
                            request -> request.bucket(config.bucket().name()).key(key(name)))
                    .asByteArrayUnsafe());
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        }
    }

    private String key(String name) {
        return config.bucket().prefix() + name;
    }

    /**
     * Uploads as a protocol does; an upload that fails is given up for good. Fails unless the failure is told in words.
     *
     * @return whether the client heard of success
     */
    boolean upload(String name, byte[] content) {
        try (WritableFile file = open(name)) {
            try {
                for (int at = 0; at < content.length; at += CHUNK) {
                    file.write(ByteBuffer.wrap(content, at, Math.min(CHUNK, content.length - at)), at);
                }
                file.commit();
                return true;
            } catch (GatewayException e) {
                file.discard();
                throw e;
            }
        } catch (GatewayException e) {
            assertToldInWords(e);
            return false;
        }
    }

    private WritableFile open(String name) {
        return storage.openForWrite(path(name), new WriteMode.Replace());
    }

    /** What a client reads from the start to the end; empty when it was told in words that it cannot. */
    Optional<byte[]> read(String name) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (ReadableFile file = storage.openForRead(path(name))) {
            ByteBuffer buffer = ByteBuffer.allocate(CHUNK);
            while (all.size() < file.size()) {
                int count = file.read(buffer.clear(), all.size());
                assertThat(count).as("bytes at " + all.size()).isPositive();
                all.write(buffer.array(), 0, count);
            }
            return Optional.of(all.toByteArray());
        } catch (GatewayException e) {
            assertToldInWords(e);
            return Optional.empty();
        }
    }

    static void assertToldInWords(GatewayException e) {
        assertThat(e.failure()).as(e.detail()).isIn(OURS);
        assertThat(e.detail())
                .contains(" ")
                .doesNotContain("Exception", "software.amazon", "127.0.0.1", "null", "\n")
                .hasSizeLessThan(200);
    }

    /** Uploads in parts that nobody will complete. */
    long unfinished() {
        return direct
                .listMultipartUploads(request -> request.bucket(config.bucket().name()))
                .uploads()
                .stream()
                .filter(upload -> upload.key().startsWith(config.bucket().prefix()))
                .count();
    }

    @Override
    public void close() {
        backend.close();
        proxy.close();
        direct.close();
    }
}
