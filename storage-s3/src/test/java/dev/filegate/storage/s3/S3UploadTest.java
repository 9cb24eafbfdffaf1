package dev.filegate.storage.s3;

import static dev.filegate.core.storage.StorageActions.APPEND;
import static dev.filegate.core.storage.StorageActions.CREATE_NEW;
import static dev.filegate.core.storage.StorageActions.REPLACE;
import static dev.filegate.core.storage.StorageActions.assertFails;
import static dev.filegate.core.storage.StorageActions.assertMissing;
import static dev.filegate.core.storage.StorageActions.bytes;
import static dev.filegate.core.storage.StorageActions.content;
import static dev.filegate.core.storage.StorageActions.exists;
import static dev.filegate.core.storage.StorageActions.names;
import static dev.filegate.core.storage.StorageActions.path;
import static dev.filegate.core.storage.StorageActions.put;
import static dev.filegate.core.storage.StorageActions.resumeAt;
import static dev.filegate.core.storage.StorageActions.stat;
import static dev.filegate.core.storage.StorageActions.text;
import static dev.filegate.core.storage.StorageActions.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.AttributeChange;
import dev.filegate.core.storage.ReadableFile;
import dev.filegate.core.storage.RenameMode;
import dev.filegate.core.storage.Storage;
import dev.filegate.core.storage.WritableFile;
import dev.filegate.storage.s3.fault.FaultProxy;
import dev.filegate.storage.s3.fault.S3Operation;
import dev.filegate.storage.s3.fault.S3Request;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Uploads that are larger than a part: sent in parts, broken off and continued, by this process or the next. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class S3UploadTest {
    private static final int MIB = 1 << 20;

    private final byte[] large = new byte[17 * MIB + 3];
    private final S3Memory memory = new S3Memory(S3Memory.MIN_UPLOAD, S3Memory.MIN_READ);
    private TestS3 service;
    private FaultProxy proxy;
    private S3Config config;
    private S3Backend backend;
    private Storage storage;

    @BeforeAll
    void start() {
        service = TestS3.named();
        new Random(5).nextBytes(large);
    }

    @AfterAll
    void stop() {
        service.close();
    }

    @BeforeEach
    void open() {
        proxy = FaultProxy.before(service.endpoint().uri());
        config = service.config(proxy).withTransfer(new S3Transfer(5 * MIB, 3, 6 * MIB, 2, Duration.ofHours(1)));
        backend = newBackend();
        storage = backend.tree(VirtualPath.ROOT, "me");
    }

    private S3Backend newBackend() {
        return S3Backend.open("bucket", config, memory, S3Observer.NONE);
    }

    @AfterEach
    void close() {
        backend.close();
        proxy.close();
        assertThat(memory.uploadUsed()).as("memory of uploads").isZero();
        Eventually.atMost(0, "memory of downloads", memory::readUsed);
    }

    @Test
    void sendsALargeFileInParts() {
        try (WritableFile file = storage.openForWrite(path("/large"), REPLACE)) {
            file.setAttributes(AttributeChange.NONE.withMode(0640));
            writeInPieces(file, 0, large.length);
            assertThat(names(storage, "/")).isEmpty();
            file.commit();
        }
        assertThat(content(storage, "/large")).isEqualTo(large);
        assertThat(stat(storage, "/large").mode()).isEqualTo(0640);
        assertThat(proxy.count(S3Operation.UPLOAD_PART)).isBetween(3L, 4L);
        assertNothingLeft();
    }

    @Test
    void givesALargeFileTheAttributesThatCameAfterItsFirstPart() {
        Instant longAgo = Instant.parse("2001-02-03T04:05:06Z");
        try (WritableFile file = storage.openForWrite(path("/large"), CREATE_NEW)) {
            writeInPieces(file, 0, large.length);
            file.setAttributes(AttributeChange.NONE.withModified(longAgo));
            file.commit();
        }
        assertThat(stat(storage, "/large").modified()).isEqualTo(longAgo);
        assertThat(content(storage, "/large")).isEqualTo(large);
    }

    /** Of large files only where the service keeps tags, which S3Proxy does not: then it is not known, and never a wrong one. */
    @Test
    void knowsTheChecksumOfWhatItWasSent() throws Exception {
        byte[] small = Arrays.copyOf(large, 1000);
        put(storage, "/small", small);
        put(storage, "/large", large);
        assertThat(knownSha256("/small")).isEqualTo(sha256(small));
        String known = keepsTags("/large") ? sha256(large) : "";
        assertThat(knownSha256("/large")).isEqualTo(known);
        storage.rename(path("/small"), path("/small-2"), RenameMode.REPLACE);
        storage.rename(path("/large"), path("/large-2"), RenameMode.REPLACE);
        assertThat(knownSha256("/small-2")).isEqualTo(sha256(small));
        assertThat(knownSha256("/large-2")).isEqualTo(known);
        storage.setAttributes(path("/large-2"), AttributeChange.NONE.withMode(0600));
        assertThat(knownSha256("/large-2")).isEqualTo(known);
        write(storage, "/large-2", APPEND, bytes("more"));
        assertThat(knownSha256("/large-2")).isEmpty();
    }

    private boolean keepsTags(String file) {
        try (BucketContents bucket = new BucketContents(config)) {
            return bucket.client()
                    .getObjectTagging(
                            request -> request.bucket(bucket.bucket()).key(bucket.prefix() + file.substring(1)))
                    .hasTagSet();
        } catch (S3Exception e) {
            assertThat(e.statusCode()).isEqualTo(501);
            return false;
        }
    }

    private String knownSha256(String file) {
        try (ReadableFile open = storage.openForRead(path(file))) {
            return open.knownSha256();
        }
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    @Test
    void sendsASmallFileInOneRequest() {
        put(storage, "/warm-up", "");
        int before = proxy.requests().size();
        put(storage, "/small", "content");
        assertThat(proxy.requests().subList(before, proxy.requests().size()))
                .extracting(S3Request::operation)
                .containsExactly(S3Operation.LIST_OBJECTS, S3Operation.PUT_OBJECT);
    }

    @Test
    void sendsOneRequestForEachOfManySmallFiles() {
        for (int i = 0; i <= KnownNames.ASKED; i++) {
            put(storage, "/early-" + i, "content");
        }
        int before = proxy.requests().size();
        put(storage, "/late", "content");
        assertThat(proxy.requests().subList(before, proxy.requests().size()))
                .extracting(S3Request::operation)
                .containsExactly(S3Operation.PUT_OBJECT);
        put(storage, "/late", "other content");
        assertThat(text(storage, "/late")).isEqualTo("other content");
        storage.createDirectory(path("/directory"));
        assertFails(Failure.IS_A_DIRECTORY, () -> storage.openForWrite(path("/directory"), REPLACE));
    }

    @Test
    void anotherProcessContinuesWhatWasInterrupted() {
        try (WritableFile file = storage.openForWrite(path("/large"), REPLACE)) {
            writeInPieces(file, 0, 12 * MIB);
        }
        try (S3Backend next = newBackend()) {
            Storage later = next.tree(VirtualPath.ROOT, "me");
            assertThat(stat(later, "/large").partial()).isTrue();
            assertThat(stat(later, "/large").size()).isEqualTo(12 * MIB);
            long sent = sentBytes();
            try (WritableFile file = later.openForWrite(path("/large"), resumeAt(12 * MIB))) {
                writeInPieces(file, 12 * MIB, large.length);
                file.commit();
            }
            assertThat(sentBytes() - sent)
                    .as("what was there is not sent again")
                    .isLessThan(large.length - 9 * MIB);
            assertThat(content(later, "/large")).isEqualTo(large);
            assertNothingLeft();
        }
    }

    /** As after kill -9: nothing was closed, and nobody wrote down how far it came. */
    @Test
    void anotherProcessContinuesWhatWasKilled() {
        WritableFile killed = storage.openForWrite(path("/large"), REPLACE);
        try (S3Backend next = newBackend()) {
            writeInPieces(killed, 0, 12 * MIB);
            awaitParts(2);
            Storage later = next.tree(VirtualPath.ROOT, "me");
            long size = stat(later, "/large").size();
            assertThat(size).isEqualTo(10 * MIB);
            try (WritableFile file = later.openForWrite(path("/large"), APPEND)) {
                assertThat(file.position()).isEqualTo(size);
                writeInPieces(file, (int) size, large.length);
                file.commit();
            }
            assertThat(content(later, "/large")).isEqualTo(large);
        } finally {
            killed.close(); // It must not disturb what came after it.
        }
        assertThat(content(storage, "/large")).isEqualTo(large);
    }

    private void awaitParts(int count) {
        long until = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        int there = uploadedParts();
        while (there < count && System.nanoTime() < until) {
            there = uploadedParts(); // Each look is a few requests: that paces it.
        }
        assertThat(there).isEqualTo(count);
    }

    private int uploadedParts() {
        try (S3Backend looking = newBackend()) {
            Storage there = looking.tree(VirtualPath.ROOT, "me");
            return exists(there, "/large") ? (int) (stat(there, "/large").size() / (5 * MIB)) : 0;
        }
    }

    @Test
    void keepsTheTailOfASmallUploadUntilItIsAPart() {
        try (WritableFile file = storage.openForWrite(path("/large"), REPLACE)) {
            writeInPieces(file, 0, MIB);
        }
        try (WritableFile file = storage.openForWrite(path("/large"), resumeAt(MIB))) {
            writeInPieces(file, MIB, 7 * MIB);
        }
        try (WritableFile file = storage.openForWrite(path("/large"), resumeAt(7 * MIB))) {
            writeInPieces(file, 7 * MIB, large.length);
            file.commit();
        }
        assertThat(content(storage, "/large")).isEqualTo(large);
        assertNothingLeft();
    }

    @Test
    void continuesAfterAPartOnlyWhereItsBytesAreKnown() {
        interruptAt(12 * MIB);
        assertFails(Failure.UNSUPPORTED, () -> storage.openForWrite(path("/large"), resumeAt(MIB)));
        try (WritableFile file = storage.openForWrite(path("/large"), resumeAt(11 * MIB))) {
            writeInPieces(file, 11 * MIB, large.length);
            file.commit();
        }
        assertThat(content(storage, "/large")).isEqualTo(large);
    }

    @Test
    void takesTheLastStoredBytesAgainWhenTheyAreTheSame() {
        interruptAt(12 * MIB);
        int from = 10 * MIB - Overlap.MAX;
        assertFails(Failure.UNSUPPORTED, () -> storage.openForWrite(path("/large"), resumeAt(from - 1)));
        try (WritableFile file = storage.openForWrite(path("/large"), resumeAt(from))) {
            assertThat(file.position()).isEqualTo(from);
            file.write(ByteBuffer.wrap(large, from, 1000), from);
            assertThat(file.position()).isEqualTo(from + 1000);
            writeInPieces(file, from + 1000, large.length);
            file.commit();
        }
        assertThat(content(storage, "/large")).isEqualTo(large);
        assertNothingLeft();
    }

    @Test
    void refusesOtherBytesForTheLastStoredOnes() {
        interruptAt(12 * MIB);
        int from = 10 * MIB - 1000;
        try (WritableFile file = storage.openForWrite(path("/large"), resumeAt(from))) {
            assertFails(Failure.UNSUPPORTED, () -> file.write(ByteBuffer.wrap(large, 0, 2000), from));
        }
        try (WritableFile file = storage.openForWrite(path("/large"), resumeAt(from))) {
            file.write(ByteBuffer.wrap(large, from, 500), from);
            assertFails(Failure.UNSUPPORTED, file::commit);
        }
        assertThat(stat(storage, "/large").partial()).isTrue();
        try (WritableFile file = storage.openForWrite(path("/large"), APPEND)) {
            writeInPieces(file, (int) file.position(), large.length);
            file.commit();
        }
        assertThat(content(storage, "/large")).isEqualTo(large);
    }

    private void interruptAt(int length) {
        try (WritableFile file = storage.openForWrite(path("/large"), REPLACE)) {
            writeInPieces(file, 0, length);
        }
    }

    @Test
    void appendsToALargeFileWithoutSendingItAgain() {
        put(storage, "/log", Arrays.copyOf(large, 6 * MIB));
        long sent = sentBytes();
        write(storage, "/log", APPEND, bytes("the end"));
        assertThat(sentBytes() - sent).isLessThan(MIB);
        assertThat(stat(storage, "/log").size()).isEqualTo(6 * MIB + 7);
        assertThat(content(storage, "/log"))
                .startsWith(Arrays.copyOf(large, 1000))
                .endsWith(bytes("the end"));
        write(storage, "/log", resumeAt(5 * MIB), bytes("cut"));
        assertThat(stat(storage, "/log").size()).isEqualTo(5 * MIB + 3);
        assertNothingLeft();
    }

    @Test
    void absorbsWhatComesInsideTheWindow() {
        try (WritableFile file = storage.openForWrite(path("/large"), REPLACE)) {
            file.write(ByteBuffer.wrap(large, 2 * MIB, 2 * MIB), 2 * MIB);
            file.write(ByteBuffer.wrap(large, 3 * MIB, MIB), 3 * MIB);
            file.write(ByteBuffer.wrap(large, MIB, MIB), MIB);
            assertThat(file.position()).isZero();
            file.write(ByteBuffer.wrap(large, 0, MIB), 0);
            assertThat(file.position()).isEqualTo(4 * MIB);
            file.commit();
        }
        assertThat(content(storage, "/large")).isEqualTo(Arrays.copyOf(large, 4 * MIB));
    }

    @Test
    void refusesWhatComesBeyondTheWindow() {
        try (WritableFile file = storage.openForWrite(path("/large"), REPLACE)) {
            assertFails(Failure.UNSUPPORTED, () -> file.write(ByteBuffer.wrap(bytes("far")), 6 * MIB));
            file.write(ByteBuffer.wrap(bytes("ahead")), 3);
            assertFails(Failure.UNSUPPORTED, file::commit);
        }
        assertMissing(storage, "/large");
    }

    @Test
    void writesAgainWhatIsNotOnItsWayYet() {
        try (WritableFile file = storage.openForWrite(path("/a"), REPLACE)) {
            file.write(ByteBuffer.wrap(bytes("0123456789")), 0);
            file.write(ByteBuffer.wrap(bytes("AB")), 0);
            file.write(ByteBuffer.wrap(bytes("xyz")), 9);
            file.commit();
        }
        assertThat(text(storage, "/a")).isEqualTo("AB2345678xyz");
    }

    @Test
    void leavesNothingOfWhatWasDiscardedOrBrokenOffOverAFile() {
        put(storage, "/a", "old");
        try (WritableFile file = storage.openForWrite(path("/a"), REPLACE)) {
            writeInPieces(file, 0, 7 * MIB);
        }
        try (WritableFile file = storage.openForWrite(path("/b"), REPLACE)) {
            writeInPieces(file, 0, 7 * MIB);
            file.discard();
        }
        assertThat(text(storage, "/a")).isEqualTo("old");
        assertMissing(storage, "/b");
        assertNothingLeft();
    }

    @Test
    void cleansWhatNobodyCameBackFor() {
        try (WritableFile file = storage.openForWrite(path("/old"), REPLACE)) {
            writeInPieces(file, 0, 7 * MIB);
        }
        assertThat(backend.interruptedUploads()).isOne();
        assertThat(backend.cleanUp(Instant.now())).isZero();
        assertThat(stat(storage, "/old").size()).isEqualTo(7 * MIB);
        assertThat(backend.cleanUp(Instant.now().plus(Duration.ofHours(2)))).isOne();
        assertMissing(storage, "/old");
        assertNothingLeft();
    }

    @Test
    void doesNotCleanWhatIsUnderWay() {
        try (WritableFile file = storage.openForWrite(path("/new"), REPLACE)) {
            writeInPieces(file, 0, 7 * MIB);
            assertThat(backend.cleanUp(Instant.now().plus(Duration.ofHours(2)))).isZero();
            file.commit();
        }
        assertThat(content(storage, "/new")).isEqualTo(Arrays.copyOf(large, 7 * MIB));
    }

    private void writeInPieces(WritableFile file, int from, int to) {
        for (int at = from; at < to; at += 100_000) {
            file.write(ByteBuffer.wrap(large, at, Math.min(100_000, to - at)), file.position());
        }
    }

    private long sentBytes() {
        return proxy.requests().stream().mapToLong(S3Request::length).sum();
    }

    /** No multipart upload, no record. */
    private void assertNothingLeft() {
        try (BucketContents bucket = new BucketContents(config)) {
            assertThat(bucket.uploads()).isEmpty();
            assertThat(bucket.hidden()).isEmpty();
        }
    }
}
