package dev.filegate.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.AttributeChange;
import dev.filegate.core.storage.DirectoryCursor;
import dev.filegate.core.storage.Links;
import dev.filegate.core.storage.ReadableFile;
import dev.filegate.core.storage.Storage;
import dev.filegate.core.storage.WritableFile;
import dev.filegate.core.storage.WriteMode;
import dev.filegate.storage.s3.fault.FaultProxy;
import dev.filegate.storage.s3.fault.S3Operation;
import dev.filegate.storage.s3.fault.S3Request;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an operation costs: each request takes time and money. */
class RequestsPerOperationTest {
    private static final int MIB = 1 << 20;

    private static TestS3 service;

    private FaultProxy proxy;
    private S3Config config;
    private S3Backend backend;
    private Storage storage;

    @BeforeAll
    static void start() {
        service = TestS3.named();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @BeforeEach
    void open() {
        proxy = FaultProxy.before(service.endpoint().uri());
        config = service.config(proxy);
        backend = TestS3.open(config);
        storage = backend.tree(VirtualPath.ROOT, "me");
    }

    @AfterEach
    void close() {
        backend.close();
        proxy.close();
    }

    private static VirtualPath path(String path) {
        return VirtualPath.parse(path);
    }

    private void put(String path, int size) {
        try (WritableFile file = storage.openForWrite(path(path), new WriteMode.Replace())) {
            file.write(ByteBuffer.allocate(size), 0);
            file.commit();
        }
    }

    /** As after a start of the gateway, when nothing is known. */
    private void forget() {
        backend.close();
        backend = TestS3.open(config);
        storage = backend.tree(VirtualPath.ROOT, "me");
    }

    private List<S3Operation> requestsOf(Runnable work) {
        forget();
        int before = proxy.requests().size();
        work.run();
        List<S3Request> all = proxy.requests();
        return all.subList(before, all.size()).stream()
                .map(S3Request::operation)
                .toList();
    }

    @Test
    void aFileIsFoundWithOneRequest() {
        put("/file", 10);
        assertThat(requestsOf(() -> storage.stat(path("/file"), Links.FOLLOW)))
                .containsExactly(S3Operation.HEAD_OBJECT);
    }

    @Test
    void aDirectoryIsFoundWithTwo() {
        storage.createDirectory(path("/dir"));
        assertThat(requestsOf(() -> storage.stat(path("/dir"), Links.FOLLOW)))
                .containsExactly(S3Operation.HEAD_OBJECT, S3Operation.LIST_OBJECTS);
    }

    @Test
    void theRootTakesNone() {
        assertThat(requestsOf(() -> storage.stat(VirtualPath.ROOT, Links.FOLLOW)))
                .isEmpty();
    }

    /** One more to know whether an interrupted upload of the client is there. */
    @Test
    void nothingIsFoundWithFew() {
        List<S3Operation> requests =
                requestsOf(() -> assertThatThrownBy(() -> storage.stat(path("/nothing"), Links.FOLLOW))
                        .isInstanceOf(GatewayException.class));
        assertThat(requests)
                .startsWith(S3Operation.HEAD_OBJECT, S3Operation.LIST_OBJECTS)
                .hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void aSmallFileIsReadWithOneRequest() {
        put("/file", 100_000);
        assertThat(requestsOf(() -> read("/file", 0, 100_000))).containsExactly(S3Operation.GET_OBJECT);
    }

    @Test
    void aSmallReadElsewhereIsOneRangeOfItsSize() {
        put("/file", 3 * MIB);
        assertThat(requestsOf(() -> read("/file", 2 * MIB, 1000)))
                .containsExactly(S3Operation.GET_OBJECT, S3Operation.GET_OBJECT);
    }

    @Test
    void aFileThatIsReadToItsEndTakesFewRanges() {
        put("/file", 4 * MIB);
        assertThat(requestsOf(() -> {
                    try (ReadableFile file = storage.openForRead(path("/file"))) {
                        ByteBuffer buffer = ByteBuffer.allocate(32 << 10);
                        for (long at = 0; at < file.size(); at += file.read(buffer.clear(), at)) {
                            assertThat(at).isLessThan(file.size());
                        }
                    }
                }))
                .containsOnly(S3Operation.GET_OBJECT)
                .hasSizeLessThanOrEqualTo(4);
    }

    private void read(String path, long position, int count) {
        try (ReadableFile file = storage.openForRead(path(path))) {
            ByteBuffer buffer = ByteBuffer.allocate(count);
            assertThat(file.read(buffer, position)).isEqualTo(count);
        }
    }

    @Test
    void aListingTakesOneRequestForAThousandNames() {
        for (int i = 0; i < 5; i++) {
            put("/dir-" + i, 1);
        }
        assertThat(requestsOf(() -> {
                    try (DirectoryCursor all = storage.list(VirtualPath.ROOT)) {
                        while (all.advance()) {
                            assertThat(all.entry().name()).startsWith("dir-");
                        }
                    }
                }))
                .containsExactly(S3Operation.LIST_OBJECTS);
    }

    @Test
    void aChangeOfTimesIsOneCopy() {
        put("/file", 10);
        AttributeChange change = AttributeChange.NONE.withMode(0600);
        assertThat(requestsOf(() -> storage.setAttributes(path("/file"), change)))
                .contains(S3Operation.HEAD_OBJECT, S3Operation.COPY_OBJECT)
                .hasSizeLessThanOrEqualTo(3);
    }
}
