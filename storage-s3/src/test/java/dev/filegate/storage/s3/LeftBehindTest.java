package dev.filegate.storage.s3;

import static dev.filegate.storage.s3.FaultyStore.LARGE;
import static dev.filegate.storage.s3.FaultyStore.content;
import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.core.storage.ReadableFile;
import dev.filegate.storage.s3.fault.Fault;
import dev.filegate.storage.s3.fault.FaultPlan;
import dev.filegate.storage.s3.fault.S3Operation;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** After whatever went wrong no thread and no memory is held any more. */
class LeftBehindTest {
    private static final Duration FOR_GOOD = Duration.ofHours(1);

    private static TestS3 server;

    @BeforeAll
    static void start() {
        server = TestS3.named();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static void assertNothingIsLeft(FaultyStore store, long threads) {
        Eventually.atMost(0, "memory of downloads", store.memory::readUsed);
        Eventually.atMost(0, "memory of uploads", store.memory::uploadUsed);
        Eventually.atMost(threads, "threads", OurThreads::count);
    }

    @Test
    void anEndpointThatGoesAwayDuringAnUploadAndADownloadLeavesNoThread() {
        try (FaultyStore store = new FaultyStore(server, 2)) {
            store.put("there", content(1, LARGE));
            assertThat(store.read("there")).isPresent(); // Threads of the client begin with its first call.
            long threads = OurThreads.count();
            store.proxy.plan(request -> {
                if (request.operation() == S3Operation.UPLOAD_PART) {
                    store.proxy.goAway();
                }
                return Fault.NONE;
            });
            assertThat(store.upload("file", content(2, LARGE))).isFalse();
            assertNothingIsLeft(store, threads);

            store.proxy.comeBack();
            store.proxy.plan(request -> {
                if (request.operation() == S3Operation.GET_OBJECT && request.ordinal() == 2) {
                    store.proxy.goAway();
                }
                return Fault.NONE;
            });
            assertThat(store.read("there").isPresent()).isFalse();
            assertNothingIsLeft(store, threads);
        }
    }

    @Test
    void aClientThatLeavesASilentServiceWaitsForNothing() {
        try (FaultyStore store = new FaultyStore(server, 1)) {
            store.put("there", content(1, LARGE));
            assertThat(store.read("there")).isPresent();
            long threads = OurThreads.count();
            try (ReadableFile file = store.storage().openForRead(FaultyStore.path("there"))) {
                store.proxy.plan(
                        FaultPlan.every(S3Operation.GET_OBJECT, new Fault.StalledReceiving(1 << 19, FOR_GOOD)));
                ByteBuffer buffer = ByteBuffer.allocate(1 << 19);
                file.read(buffer, 0);
                assertThat(file.read(buffer.clear().limit(1 << 17), 1 << 19)).isEqualTo(1 << 17);
                assertThat(store.memory.readUsed()).isPositive();
            }
            assertNothingIsLeft(store, threads);
        }
    }

    @Test
    void aClosedStorageLeavesNoThread() {
        long threads = OurThreads.count();
        try (FaultyStore store = new FaultyStore(server)) {
            assertThat(store.upload("file", content(1, LARGE))).isTrue();
            assertThat(store.read("file")).isPresent();
        }
        Eventually.atMost(threads, "threads", OurThreads::count);
    }
}
