package dev.filegate.storage.s3;

import static dev.filegate.storage.s3.FaultyStore.LARGE;
import static dev.filegate.storage.s3.FaultyStore.SMALL;
import static dev.filegate.storage.s3.FaultyStore.content;
import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.storage.s3.fault.Fault;
import dev.filegate.storage.s3.fault.FaultPlan;
import dev.filegate.storage.s3.fault.S3Operation;
import java.time.Duration;
import java.util.List;
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

/** Whatever goes wrong on the way: an upload is the file, whole, or a failure in words that leaves what was there before. */
class UploadFaultsTest {
    private static final int MIB = 1 << 20;
    private static final Duration LONGER_THAN_PATIENCE = Duration.ofSeconds(3);

    /** What passes: repeated, it works. */
    @SuppressWarnings("unused") // read by the tests' source
    private static final List<Case> PASSING = List.of(
            new Case(SMALL, FaultPlan.first(2, S3Operation.PUT_OBJECT, Fault.slowDown())),
            new Case(SMALL, FaultPlan.first(2, S3Operation.PUT_OBJECT, Fault.internalError())),
            new Case(SMALL, FaultPlan.first(1, S3Operation.PUT_OBJECT, new Fault.ResetWhileSending(SMALL / 2))),
            new Case(SMALL, FaultPlan.first(1, S3Operation.PUT_OBJECT, new Fault.StalledAnswer(LONGER_THAN_PATIENCE))),
            new Case(LARGE, FaultPlan.first(1, S3Operation.CREATE_UPLOAD, Fault.internalError())),
            new Case(LARGE, FaultPlan.first(2, S3Operation.UPLOAD_PART, Fault.slowDown())),
            new Case(LARGE, FaultPlan.first(2, S3Operation.UPLOAD_PART, Fault.internalError())),
            new Case(LARGE, FaultPlan.first(2, S3Operation.UPLOAD_PART, new Fault.ResetWhileSending(MIB))),
            new Case(LARGE, FaultPlan.first(1, S3Operation.UPLOAD_PART, new Fault.LostAnswer())),
            new Case(LARGE, FaultPlan.first(1, S3Operation.UPLOAD_PART, new Fault.StalledAnswer(LONGER_THAN_PATIENCE))),
            new Case(LARGE, FaultPlan.first(1, S3Operation.COMPLETE_UPLOAD, Fault.internalError())),
            new Case(LARGE, FaultPlan.first(1, S3Operation.COMPLETE_UPLOAD, Fault.slowDown())),
            new Case(LARGE, FaultPlan.first(1, S3Operation.HEAD_OBJECT, Fault.internalError())),
            new Case(LARGE, FaultPlan.first(1, S3Operation.LIST_OBJECTS, Fault.slowDown())));

    /** What does not pass. */
    @SuppressWarnings("unused") // read by the tests' source
    private static final List<Case> LASTING = List.of(
            new Case(SMALL, FaultPlan.every(S3Operation.PUT_OBJECT, Fault.slowDown())),
            new Case(SMALL, FaultPlan.every(S3Operation.PUT_OBJECT, Fault.accessDenied())),
            new Case(SMALL, FaultPlan.every(S3Operation.PUT_OBJECT, Fault.expiredCredentials())),
            new Case(SMALL, FaultPlan.every(S3Operation.PUT_OBJECT, Fault.clockSkew())),
            new Case(SMALL, FaultPlan.every(S3Operation.PUT_OBJECT, new Fault.ResetWhileSending(1))),
            new Case(SMALL, FaultPlan.every(S3Operation.PUT_OBJECT, new Fault.CorruptedSending(SMALL / 2))),
            new Case(LARGE, FaultPlan.every(S3Operation.CREATE_UPLOAD, Fault.accessDenied())),
            new Case(LARGE, FaultPlan.every(S3Operation.UPLOAD_PART, Fault.internalError())),
            new Case(LARGE, FaultPlan.every(S3Operation.UPLOAD_PART, new Fault.ResetWhileSending(MIB))),
            new Case(LARGE, FaultPlan.every(S3Operation.UPLOAD_PART, new Fault.CorruptedSending(MIB))),
            new Case(LARGE, FaultPlan.every(S3Operation.UPLOAD_PART, Fault.expiredCredentials())),
            new Case(LARGE, FaultPlan.every(S3Operation.COMPLETE_UPLOAD, Fault.internalError())),
            new Case(LARGE, FaultPlan.every(S3Operation.COMPLETE_UPLOAD, Fault.accessDenied())));

    private static TestS3 server;

    private FaultyStore store;

    /** An upload of so many bytes under a plan. */
    private record Case(int size, FaultPlan plan) {
        @Override
        public String toString() {
            return size + " bytes";
        }
    }

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

    private void assertNothingIsLeft() {
        assertThat(store.memory.uploadUsed()).as("memory held by uploads").isZero();
        assertThat(store.unfinished()).as("uploads in parts").isZero();
    }

    @ParameterizedTest
    @FieldSource("PASSING")
    void whatPassesIsRepeatedAndTheFileIsWhole(Case fault) {
        byte[] content = content(1, fault.size());
        store.proxy.plan(fault.plan());
        assertThat(store.upload("file", content)).isTrue();
        assertThat(store.proxy.injected()).isPositive();
        assertThat(store.stored("file")).contains(content);
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @FieldSource("LASTING")
    void whatLastsFailsInWordsAndLeavesTheFileThatWasThere(Case fault) {
        byte[] before = content(2, SMALL);
        store.put("file", before);
        store.proxy.plan(fault.plan());
        assertThat(store.upload("file", content(1, fault.size()))).isFalse();
        assertThat(store.proxy.injected()).isPositive();
        assertThat(store.stored("file")).contains(before);
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @ValueSource(ints = {SMALL, LARGE})
    void oneDamagedBitIsNeverStored(int size) {
        byte[] content = content(1, size);
        store.proxy.plan(FaultPlan.first(1, S3Operation.PUT_OBJECT, new Fault.CorruptedSending(size / 2))
                .or(FaultPlan.first(1, S3Operation.UPLOAD_PART, new Fault.CorruptedSending(MIB))));
        boolean told = store.upload("file", content);
        assertThat(store.stored("file")).isEqualTo(told ? java.util.Optional.of(content) : java.util.Optional.empty());
        assertNothingIsLeft();
    }

    /** The service did what it was asked, and nobody heard of it. */
    @ParameterizedTest
    @ValueSource(ints = {SMALL, LARGE})
    void aLostAnswerToTheLastRequestIsNotTakenForSomebodyElsesFile(int size) {
        byte[] content = content(1, size);
        store.proxy.plan(FaultPlan.first(1, S3Operation.PUT_OBJECT, new Fault.LostAnswer())
                .or(FaultPlan.first(1, S3Operation.COMPLETE_UPLOAD, new Fault.LostAnswer())));
        assertThat(store.upload("file", content)).isTrue();
        assertThat(store.stored("file")).contains(content);
        assertNothingIsLeft();
    }

    @Test
    void anEndpointThatIsGoneForAMomentIsWaitedFor() {
        byte[] content = content(1, LARGE);
        try (FaultyStore patient = new FaultyStore(server, S3Network.DEFAULT.attempts())) {
            patient.proxy.plan(request -> {
                if (request.operation() == S3Operation.UPLOAD_PART && request.ordinal() == 1) {
                    patient.proxy.goAwayFor(3);
                }
                return Fault.NONE;
            });
            assertThat(patient.upload("file", content)).isTrue();
            assertThat(patient.stored("file")).contains(content);
            assertThat(patient.memory.uploadUsed()).isZero();
        }
    }

    @Test
    void anEndpointThatIsGoneForGoodIsToldInWords() {
        byte[] before = content(2, SMALL);
        store.put("file", before);
        store.proxy.plan(request -> {
            if (request.operation() == S3Operation.UPLOAD_PART) {
                store.proxy.goAway();
            }
            return Fault.NONE;
        });
        assertThat(store.upload("file", content(1, LARGE))).isFalse();
        assertThat(store.stored("file")).contains(before);
        assertThat(store.memory.uploadUsed()).isZero();
    }

    @Test
    void absencesThatAreHiddenAreAbsences() {
        store.proxy.plan(request -> new Fault.HiddenAbsence());
        byte[] content = content(1, SMALL);
        assertThat(store.upload("file", content)).isTrue();
        assertThat(store.stored("file")).contains(content);
        assertNothingIsLeft();
    }

    static Stream<Long> seeds() {
        return Stream.iterate(1L, seed -> seed + 1).limit(8);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whateverHappensAFileIsWholeOrTheOneBefore(long seed) {
        byte[] before = content(seed, SMALL);
        byte[] content = content(-seed, 11 * MIB);
        store.put("file", before);
        store.proxy.plan(FaultPlan.seeded(
                seed,
                0.25,
                List.of(
                        Fault.slowDown(),
                        Fault.internalError(),
                        new Fault.ResetWhileSending(700_000),
                        new Fault.CorruptedSending(300_000),
                        new Fault.LostAnswer(),
                        new Fault.ResetWhileReceiving(20),
                        new Fault.Truncated(10),
                        new Fault.StalledAnswer(LONGER_THAN_PATIENCE))));
        boolean told = store.upload("file", content);
        store.proxy.plan(FaultPlan.NONE);
        assertThat(store.proxy.injected()).isPositive();
        assertThat(store.stored("file")).contains(told ? content : before);
        assertThat(store.memory.uploadUsed()).as("memory held by uploads").isZero();
    }
}
