package dev.filegate.storage.s3;

import static dev.filegate.storage.s3.FaultyStore.LARGE;
import static dev.filegate.storage.s3.FaultyStore.SMALL;
import static dev.filegate.storage.s3.FaultyStore.content;
import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.core.storage.ReadableFile;
import dev.filegate.storage.s3.fault.Fault;
import dev.filegate.storage.s3.fault.FaultPlan;
import dev.filegate.storage.s3.fault.S3Operation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever goes wrong on the way: a download is the file, whole, or a failure in words; never less and never something else. */
class ReadFaultsTest {
    /** More than comes with the first request, and one part. */
    private static final int MEDIUM = 3 << 20;

    private static final Duration LONGER_THAN_PATIENCE = Duration.ofSeconds(3);

    /** What passes: repeated, it works. */
    @SuppressWarnings("unused") // read by the tests' source
    private static final List<Fault> PASSING = List.of(
            Fault.slowDown(),
            Fault.internalError(),
            new Fault.ResetWhileReceiving(0),
            new Fault.ResetWhileReceiving(SMALL / 2),
            new Fault.Truncated(SMALL / 2),
            new Fault.LostAnswer(),
            new Fault.StalledAnswer(LONGER_THAN_PATIENCE),
            new Fault.StalledReceiving(SMALL / 2, LONGER_THAN_PATIENCE));

    /** What does not pass. */
    @SuppressWarnings("unused") // read by the tests' source
    private static final List<Fault> LASTING = List.of(
            Fault.slowDown(),
            Fault.accessDenied(),
            Fault.expiredCredentials(),
            Fault.clockSkew(),
            new Fault.ResetWhileReceiving(SMALL / 2),
            new Fault.Truncated(SMALL / 2));

    private static TestS3 server;

    private FaultyStore store;

    @BeforeAll
    static void start() {
        server = TestS3.named();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void open() {
        store = new FaultyStore(server);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @ParameterizedTest
    @FieldSource("PASSING")
    void whatPassesIsRepeatedAndNothingIsMissing(Fault fault) {
        byte[] content = content(1, LARGE);
        store.put("file", content);
        store.proxy.plan(FaultPlan.first(1, S3Operation.GET_OBJECT, fault));
        assertThat(store.read("file")).contains(content);
        assertThat(store.proxy.injected()).isPositive();
        Eventually.atMost(0, "memory of downloads", store.memory::readUsed);
    }

    @ParameterizedTest
    @FieldSource("LASTING")
    void whatLastsIsToldInWords(Fault fault) {
        store.put("file", content(1, LARGE));
        store.proxy.plan(FaultPlan.every(S3Operation.GET_OBJECT, fault));
        assertThat(store.read("file")).isEmpty();
        Eventually.atMost(0, "memory of downloads", store.memory::readUsed);
    }

    /** Over plain http nothing else notices: the connection is content with any bytes. */
    @ParameterizedTest
    @ValueSource(ints = {SMALL, MEDIUM})
    void whatWasDamagedOnTheWayIsNoSuccess(int size) {
        assertThat(store.upload("file", content(3, size))).isTrue();
        store.proxy.plan(FaultPlan.every(S3Operation.GET_OBJECT, new Fault.CorruptedReceiving(SMALL / 2)));
        assertThat(store.read("file").isPresent()).isFalse();
        Eventually.atMost(0, "memory of downloads", store.memory::readUsed);
    }

    /** The checksum of a file in parts is a tag, which not every service keeps. */
    @Test
    void whatWasUploadedInPartsIsCheckedWhereItsChecksumIsKept() {
        assertThat(store.upload("file", content(3, LARGE))).isTrue();
        boolean isKept;
        try (ReadableFile file = store.storage().openForRead(FaultyStore.path("file"))) {
            isKept = !file.knownSha256().isEmpty();
        }
        store.proxy.plan(FaultPlan.every(S3Operation.GET_OBJECT, new Fault.CorruptedReceiving(SMALL / 2)));
        assertThat(store.read("file").isPresent()).isNotEqualTo(isKept);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void oneDamagedStretchIsEnoughWhicheverItIs(int which) {
        byte[] content = content(4, LARGE);
        store.putSummed("file", content);
        store.proxy.plan(request -> request.operation() == S3Operation.GET_OBJECT && request.ordinal() == which
                ? new Fault.CorruptedReceiving(77)
                : Fault.NONE);
        assertThat(store.read("file").isPresent()).isFalse();
        store.proxy.plan(FaultPlan.NONE);
        assertThat(store.read("file")).contains(content);
    }

    @Test
    void aFileUploadedByAnotherProgramIsReadWithoutAChecksum() {
        byte[] content = content(5, LARGE);
        store.put("file", content);
        assertThat(store.read("file")).contains(content);
    }

    @Test
    void anEndpointThatIsGoneIsToldInWords() {
        store.put("file", content(1, LARGE));
        store.proxy.plan(request -> {
            if (request.operation() == S3Operation.GET_OBJECT) {
                store.proxy.goAway();
            }
            return Fault.NONE;
        });
        assertThat(store.read("file")).isEmpty();
        Eventually.atMost(0, "memory of downloads", store.memory::readUsed);
    }

    static Stream<Long> seeds() {
        return Stream.iterate(1L, seed -> seed + 1).limit(6);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whateverHappensAFileIsReadWholeOrNotAtAll(long seed) {
        byte[] content = content(seed, LARGE);
        store.put("file", content);
        store.proxy.plan(FaultPlan.seeded(
                seed,
                0.25,
                List.of(
                        Fault.slowDown(),
                        Fault.internalError(),
                        new Fault.ResetWhileReceiving(SMALL),
                        new Fault.Truncated(SMALL),
                        new Fault.LostAnswer())));
        Optional<byte[]> read = store.read("file");
        read.ifPresent(bytes -> assertThat(bytes).isEqualTo(content));
        Eventually.atMost(0, "memory of downloads", store.memory::readUsed);
    }
}
