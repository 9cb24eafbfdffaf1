package dev.filegate.core.storage.rule;

import static dev.filegate.core.storage.StorageActions.path;
import static dev.filegate.core.storage.StorageActions.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.filegate.core.account.Limits;
import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.Capability;
import dev.filegate.core.storage.MemoryBackend;
import dev.filegate.core.storage.ReadableFile;
import dev.filegate.core.storage.Storage;
import dev.filegate.core.storage.StorageActions;
import dev.filegate.core.storage.WritableFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
    private static final long SECOND = 1_000_000_000;

    private final AtomicLong now = new AtomicLong(5);
    private final TokenBucket bucket = new TokenBucket(1000, now::get);

    @Test
    void holdsTheRate() {
        assertThat(bucket.reserve(1000)).isZero();
        assertThat(bucket.reserve(500)).isEqualTo(SECOND);
        now.addAndGet(SECOND);
        assertThat(bucket.reserve(1)).isEqualTo(SECOND / 2);
    }

    @Test
    void aPauseIsWorthAQuarterOfASecondAtMost() {
        bucket.reserve(1000);
        now.addAndGet(100 * SECOND);
        assertThat(bucket.reserve(250)).isZero();
        assertThat(bucket.reserve(1)).isZero();
        assertThat(bucket.reserve(1)).isEqualTo(SECOND / 1000);
    }

    @Test
    void whatWasNotMovedIsGivenBack() {
        bucket.reserve(1000);
        bucket.giveBack(900);
        assertThat(bucket.reserve(1)).isEqualTo(SECOND / 10);
    }

    @Test
    void movesInPiecesOfATenthOfASecond() {
        assertThat(new TokenBucket(100_000, now::get).piece(1 << 20)).isEqualTo(10_000);
        assertThat(new TokenBucket(1, now::get).piece(1 << 20)).isEqualTo(512);
        assertThat(new TokenBucket(1L << 40, now::get).piece(1 << 30)).isEqualTo(1 << 20);
        assertThat(new TokenBucket(1L << 40, now::get).piece(7)).isEqualTo(7);
    }

    private final Storage tree = new MemoryBackend().tree(VirtualPath.ROOT, "me");

    private ThrottledStorage throttled(long upload, long download) {
        return new ThrottledStorage(tree, new Limits(0, upload, download, 0, 0));
    }

    /** Runs a transfer that would take hours, ends it from outside, and tells how it failed. */
    private static Throwable failureOf(ThrowingTransfer transfer, ThrottledStorage storage, boolean interrupt)
            throws InterruptedException {
        AtomicReference<Throwable> failure = new AtomicReference<>(new AssertionError("it went on"));
        Thread thread = Thread.ofPlatform().start(() -> {
            try {
                transfer.run();
            } catch (Throwable e) {
                failure.set(e);
            }
        });
        while (thread.getState() != Thread.State.TIMED_WAITING && thread.isAlive()) {
            Thread.onSpinWait();
        }
        if (interrupt) {
            thread.interrupt();
        } else {
            storage.cutOff();
        }
        assertThat(thread.join(Duration.ofSeconds(30))).isTrue();
        return failure.get();
    }

    private interface ThrowingTransfer {
        void run() throws IOException;
    }

    @Test
    void aKilledSessionStopsWaiting() throws InterruptedException {
        put(tree, "/a", new byte[100_000]);
        for (boolean interrupt : new boolean[] {true, false}) {
            ThrottledStorage slow = throttled(1, 1);
            try (WritableFile upload = slow.openForWrite(path("/b"), StorageActions.REPLACE)) {
                assertEnded(failureOf(() -> upload.write(ByteBuffer.allocate(100_000), 0), slow, interrupt));
            }
            slow = throttled(1, 1);
            try (ReadableFile download = slow.openForRead(path("/a"))) {
                assertEnded(failureOf(() -> download.read(ByteBuffer.allocate(100_000), 0), slow, interrupt));
            }
            slow = throttled(1, 1);
            WritableByteChannel sink = Channels.newChannel(new ByteArrayOutputStream());
            try (ReadableFile download = slow.openForRead(path("/a"))) {
                assertThat(failureOf(() -> sendAll(download, sink), slow, interrupt))
                        .isInstanceOf(InterruptedIOException.class);
            }
        }
    }

    private static void assertEnded(Throwable failure) {
        assertThat(failure)
                .isInstanceOfSatisfying(
                        GatewayException.class, e -> assertThat(e.failure()).isEqualTo(Failure.UNAVAILABLE));
    }

    private static void sendAll(ReadableFile file, WritableByteChannel sink) throws IOException {
        long position = 0;
        long sent = file.transferTo(0, file.size(), sink);
        while (sent > 0) {
            position += sent;
            sent = file.transferTo(position, file.size() - position, sink);
        }
    }

    @Test
    void whatIsReadForAChecksumIsNotHeldBack() {
        put(tree, "/a", new byte[100_000]);
        try (ReadableFile file = throttled(1, 1).openForRead(path("/a"))) {
            file.forInspection();
            assertThat(file.read(ByteBuffer.allocate(100_000), 0)).isEqualTo(100_000);
        }
    }

    @Test
    void anInterruptedThreadFailsAtOnce() {
        put(tree, "/a", new byte[10]);
        try (ReadableFile file = throttled(1, 1).openForRead(path("/a"))) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> file.read(ByteBuffer.allocate(10), 0)).isInstanceOf(GatewayException.class);
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void neverClaimsToAnswerAtOnce() {
        assertThat(throttled(1, 0).capabilities(VirtualPath.ROOT))
                .doesNotContain(Capability.LOCAL_SPEED)
                .contains(Capability.SYMBOLIC_LINKS);
    }
}
