package dev.filegate.storage.s3;

import static dev.filegate.core.storage.StorageActions.APPEND;
import static dev.filegate.core.storage.StorageActions.REPLACE;
import static dev.filegate.core.storage.StorageActions.assertFails;
import static dev.filegate.core.storage.StorageActions.assertMissing;
import static dev.filegate.core.storage.StorageActions.content;
import static dev.filegate.core.storage.StorageActions.path;
import static dev.filegate.core.storage.StorageActions.put;
import static dev.filegate.core.storage.StorageActions.stat;
import static dev.filegate.core.storage.StorageActions.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.Storage;
import dev.filegate.core.storage.WritableFile;
import dev.filegate.storage.s3.fault.Fault;
import dev.filegate.storage.s3.fault.FaultPlan;
import dev.filegate.storage.s3.fault.FaultProxy;
import dev.filegate.storage.s3.fault.S3Operation;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Uploads that need more parts than there are numbers for: with six numbers instead of 10,000, and staged parts of 11 MiB. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StagedUploadTest {
    private static final int MIB = 1 << 20;
    private static final PartLimits SMALL = new PartLimits(6, 11 * MIB, 40 * MIB);

    private final byte[] large = new byte[37 * MIB + 3];
    private final S3Memory memory = new S3Memory(S3Memory.MIN_UPLOAD, S3Memory.MIN_READ);
    private TestS3 service;
    private FaultProxy proxy;
    private S3Config config;
    private S3Backend backend;
    private Storage storage;

    @BeforeAll
    void start() {
        service = TestS3.named();
        new Random(7).nextBytes(large);
    }

    @AfterAll
    void stop() {
        service.close();
    }

    @BeforeEach
    void open() {
        proxy = FaultProxy.before(service.endpoint().uri());
        config = service.config(proxy)
                .withTransfer(new S3Transfer(5 * MIB, 3, 6 * MIB, 2, Duration.ofHours(1)))
                .withNetwork(new S3Network(
                        Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofSeconds(30), 3, "", List.of()));
        backend = newBackend();
        storage = backend.tree(VirtualPath.ROOT, "me");
    }

    private S3Backend newBackend() {
        return S3Backend.open("bucket", config, memory, S3Observer.NONE, SMALL);
    }

    @AfterEach
    void close() {
        backend.close();
        proxy.close();
        assertThat(memory.uploadUsed()).as("memory of uploads").isZero();
    }

    @Test
    void putsLargerPartsTogetherInsideOfTheServiceWhenNumbersRunShort() {
        put(storage, "/large", large);
        assertThat(content(storage, "/large")).isEqualTo(large);
        assertThat(proxy.count(S3Operation.UPLOAD_PART_COPY)).isEqualTo(2);
        assertThat(proxy.count(S3Operation.CREATE_UPLOAD)).isEqualTo(3);
        assertNothingLeft();
    }

    @Test
    void needsNoneForWhatFitsIntoTheFirstHalfOfTheNumbers() {
        put(storage, "/large", Arrays.copyOf(large, 14 * MIB));
        assertThat(proxy.count(S3Operation.UPLOAD_PART_COPY)).isZero();
        assertNothingLeft();
    }

    @Test
    void anotherProcessContinuesWhatWasInterruptedWithinAStagedPart() {
        try (WritableFile file = storage.openForWrite(path("/large"), REPLACE)) {
            writeInPieces(file, 0, 23 * MIB);
        }
        try (S3Backend next = newBackend()) {
            Storage later = next.tree(VirtualPath.ROOT, "me");
            assertThat(stat(later, "/large").size()).isEqualTo(23 * MIB);
            try (WritableFile file = later.openForWrite(path("/large"), APPEND)) {
                writeInPieces(file, 23 * MIB, large.length);
                file.commit();
            }
            assertThat(content(later, "/large")).isEqualTo(large);
        }
        assertNothingLeft();
    }

    @Test
    void leavesNothingOfAStagedPartThatIsGivenUp() {
        put(storage, "/large", "before");
        try (WritableFile file = storage.openForWrite(path("/large"), REPLACE)) {
            writeInPieces(file, 0, 23 * MIB);
            file.discard();
        }
        assertThat(text(storage, "/large")).isEqualTo("before");
        assertNothingLeft();
    }

    @Test
    void fallsBackToTheLastWholePartWhenTheServiceDoesNotCopy() {
        proxy.plan(FaultPlan.every(S3Operation.UPLOAD_PART_COPY, Fault.internalError()));
        try (WritableFile file = storage.openForWrite(path("/large"), REPLACE)) {
            assertFails(Failure.UNAVAILABLE, () -> {
                writeInPieces(file, 0, large.length);
                file.commit();
            });
        }
        proxy.plan(FaultPlan.NONE);
        assertThat(stat(storage, "/large").partial()).isTrue();
        assertThat(stat(storage, "/large").size()).isEqualTo(directBytes());
        try (WritableFile file = storage.openForWrite(path("/large"), APPEND)) {
            writeInPieces(file, directBytes(), large.length);
            file.commit();
        }
        assertThat(content(storage, "/large")).isEqualTo(large);
        assertNothingLeft();
    }

    @Test
    void survivesFaultsThatPass() {
        proxy.plan(FaultPlan.first(1, S3Operation.UPLOAD_PART_COPY, Fault.slowDown())
                .or(FaultPlan.first(1, S3Operation.COMPLETE_UPLOAD, new Fault.LostAnswer())));
        put(storage, "/large", large);
        assertThat(content(storage, "/large")).isEqualTo(large);
        assertNothingLeft();
    }

    @Test
    void refusesWhatIsLongerThanAnObjectCanBe() {
        try (WritableFile file = storage.openForWrite(path("/long"), REPLACE)) {
            writeInPieces(file, 0, large.length);
            assertFails(Failure.NO_SPACE, () -> file.write(ByteBuffer.wrap(large, 0, 3 * MIB), file.position()));
            file.discard();
        }
        assertMissing(storage, "/long");
        assertNothingLeft();
    }

    /** As after kill -9. */
    @Test
    void cleansStagedPartsThatNobodyCameBackFor() {
        StagedPart killed = StagedPart.begin(site(), path("/killed"));
        try (BucketContents bucket = new BucketContents(config)) {
            assertThat(bucket.uploads()).hasSize(1);
        }
        backend.cleanUp(Instant.now().plus(Duration.ofHours(2)));
        assertNothingLeft();
        assertThat(killed.length()).isZero();
    }

    private S3Site site() {
        return backend.site();
    }

    private static int directBytes() {
        return 15 * MIB;
    }

    private void writeInPieces(WritableFile file, int from, int to) {
        for (int at = from; at < to; at += 100_000) {
            file.write(ByteBuffer.wrap(large, at, Math.min(100_000, to - at)), at);
        }
    }

    private void assertNothingLeft() {
        try (BucketContents bucket = new BucketContents(config)) {
            assertThat(bucket.uploads()).isEmpty();
            assertThat(bucket.hidden()).isEmpty();
        }
    }
}
