package dev.filegate.core.storage.rule;

import static dev.filegate.core.storage.StorageActions.APPEND;
import static dev.filegate.core.storage.StorageActions.IN_PLACE;
import static dev.filegate.core.storage.StorageActions.REPLACE;
import static dev.filegate.core.storage.StorageActions.abort;
import static dev.filegate.core.storage.StorageActions.append;
import static dev.filegate.core.storage.StorageActions.bytes;
import static dev.filegate.core.storage.StorageActions.path;
import static dev.filegate.core.storage.StorageActions.put;
import static dev.filegate.core.storage.StorageActions.resumeAt;
import static dev.filegate.core.storage.StorageActions.text;
import static dev.filegate.core.storage.StorageActions.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.filegate.core.account.Account;
import dev.filegate.core.account.Limits;
import dev.filegate.core.account.TestAccounts;
import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.AttributeChange;
import dev.filegate.core.storage.Capability;
import dev.filegate.core.storage.FileInfo;
import dev.filegate.core.storage.Links;
import dev.filegate.core.storage.MemoryBackend;
import dev.filegate.core.storage.QuotaUsage;
import dev.filegate.core.storage.RenameMode;
import dev.filegate.core.storage.SpaceInfo;
import dev.filegate.core.storage.Storage;
import dev.filegate.core.storage.WritableFile;
import dev.filegate.core.storage.WriteMode;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class QuotaStorageTest {
    private final MemoryBackend backend = new MemoryBackend();
    private final Storage tree = backend.tree(VirtualPath.ROOT, "alice");
    private final InMemoryQuotaLedger ledger = new InMemoryQuotaLedger();

    private static Account alice(long bytes, long files) {
        return TestAccounts.named("alice")
                .limits(new Limits(0, 0, 0, bytes, files))
                .build();
    }

    private QuotaStorage quota(long bytes, long files) {
        return new QuotaStorage(tree, alice(bytes, files), ledger);
    }

    private static void exceeded(String words, ThrowingCallable action) {
        assertThatThrownBy(action).isInstanceOfSatisfying(GatewayException.class, e -> {
            assertThat(e.failure()).isEqualTo(Failure.QUOTA_EXCEEDED);
            assertThat(e.detail()).endsWith(words);
        });
    }

    private static void holds(QuotaStorage storage, long bytes, long files) {
        assertThat(storage.usage().bytes()).isEqualTo(bytes);
        assertThat(storage.usage().files()).isEqualTo(files);
    }

    @Test
    void countsWhatIsThereAtTheFirstUse() {
        put(tree, "/a", "123");
        tree.createDirectory(path("/d"));
        tree.createDirectory(path("/d/e"));
        put(tree, "/d/e/b", "4567");
        tree.createSymbolicLink(path("/l"), "a");
        QuotaStorage storage = quota(100, 100);
        assertThat(storage.usage()).isEqualTo(new QuotaUsage(7, 100, 2, 100));
    }

    @Test
    void refusesTheByteThatCrossesTheLimit() {
        QuotaStorage storage = quota(10, 100);
        try (WritableFile file = storage.openForWrite(path("/a"), REPLACE)) {
            append(file, "12345");
            append(file, "67890");
            exceeded("/a: the quota of 10 bytes would be exceeded", () -> append(file, "x"));
            file.commit();
        }
        assertThat(text(tree, "/a")).isEqualTo("1234567890");
        holds(storage, 10, 1);
    }

    @Test
    void refusesTheFileThatIsOneTooMany() {
        QuotaStorage storage = quota(100, 2);
        put(storage, "/a", "");
        put(storage, "/b", "");
        exceeded("/c: the quota of 2 files would be exceeded", () -> put(storage, "/c", ""));
        exceeded("files would be exceeded", () -> storage.copy(path("/a"), path("/c")));
        exceeded("files would be exceeded", () -> storage.createHardLink(path("/c"), path("/a")));
        put(storage, "/a", "again");
        storage.deleteFile(path("/b"));
        put(storage, "/c", "");
        holds(storage, 5, 2);
    }

    @Test
    void replacingGivesBackWhatWasThere() {
        QuotaStorage storage = quota(10, 100);
        put(storage, "/a", "1234567890");
        put(storage, "/a", "abcdefghij");
        put(storage, "/a", "123");
        holds(storage, 3, 1);
        put(storage, "/b", "1234567");
        exceeded("would be exceeded", () -> put(storage, "/a", "1234"));
        holds(storage, 10, 2);
    }

    @Test
    void anAbandonedUploadGivesBackWhatCannotBeResumed() {
        QuotaStorage storage = quota(10, 10);
        put(storage, "/a", "123");
        abort(storage, "/a", REPLACE, "12345678");
        holds(storage, 3, 1);
        try (WritableFile file = storage.openForWrite(path("/b"), REPLACE)) {
            append(file, "1234567");
            file.discard();
        }
        holds(storage, 3, 1);
    }

    @Test
    void whatCanBeResumedStaysCharged() {
        QuotaStorage storage = quota(10, 10);
        abort(storage, "/a", REPLACE, "123456");
        holds(storage, 6, 0);
        exceeded("would be exceeded", () -> put(storage, "/b", "12345"));
        write(storage, "/a", resumeAt(6), bytes("7890"));
        holds(storage, 10, 1);
        storage.deleteFile(path("/a"));
        abort(storage, "/a", REPLACE, "123456");
        abort(storage, "/a", REPLACE, "12");
        holds(storage, 2, 0);
        storage.deleteFile(path("/a"));
        holds(storage, 0, 0);
    }

    @Test
    void anInterruptedUploadThatIsGoneMakesRoom() {
        QuotaStorage storage = quota(10, 10);
        abort(storage, "/a", REPLACE, "1234567890");
        tree.deleteFile(path("/a"));
        put(storage, "/b", "1234567890");
        holds(storage, 10, 1);
    }

    @Test
    void resumingAnUploadOfTheTimeBeforeTheStartIsCharged() {
        abort(tree, "/a", REPLACE, "123456");
        QuotaStorage storage = quota(7, 10);
        holds(storage, 0, 0);
        exceeded("would be exceeded", () -> write(storage, "/a", resumeAt(6), bytes("78")));
        write(storage, "/a", resumeAt(6), bytes("7"));
        holds(storage, 7, 1);
        QuotaStorage smaller = new QuotaStorage(tree, alice(3, 10), new InMemoryQuotaLedger());
        exceeded("would be exceeded", () -> write(smaller, "/b", REPLACE, bytes("1")));
    }

    @Test
    void appendingPaysForWhatIsNew() {
        QuotaStorage storage = quota(10, 10);
        put(storage, "/a", "12345");
        write(storage, "/a", APPEND, bytes("67890"));
        exceeded("would be exceeded", () -> write(storage, "/a", APPEND, bytes("x")));
        holds(storage, 10, 1);
    }

    @Test
    void writingInsideAFilePaysForItsGrowth() {
        QuotaStorage storage = quota(10, 10);
        put(storage, "/a", "12345");
        try (WritableFile one = storage.openForWrite(path("/a"), IN_PLACE);
                WritableFile other = storage.openForWrite(path("/a"), IN_PLACE)) {
            one.write(ByteBuffer.wrap(bytes("abcdefgh")), 0);
            other.write(ByteBuffer.wrap(bytes("ABCDEFGH")), 0);
            exceeded("would be exceeded", () -> one.write(ByteBuffer.wrap(bytes("xyz")), 8));
            one.commit();
            other.commit();
        }
        holds(storage, 8, 1);
        storage.setAttributes(path("/a"), AttributeChange.NONE.withSize(2));
        holds(storage, 2, 1);
        exceeded("would be exceeded", () -> storage.setAttributes(path("/a"), AttributeChange.NONE.withSize(11)));
        holds(storage, 2, 1);
    }

    @Test
    void renamingOverAFileGivesItBack() {
        QuotaStorage storage = quota(100, 100);
        put(storage, "/a", "12345");
        put(storage, "/b", "123");
        storage.rename(path("/a"), path("/b"), RenameMode.REPLACE);
        holds(storage, 5, 1);
        storage.rename(path("/b"), path("/b"), RenameMode.REPLACE);
        holds(storage, 5, 1);
        storage.createHardLink(path("/c"), path("/b"));
        holds(storage, 10, 2);
        storage.deleteFile(path("/c"));
        holds(storage, 5, 1);
    }

    @Test
    void copyingPaysForTheCopy() {
        QuotaStorage storage = quota(10, 10);
        put(storage, "/a", "12345");
        put(storage, "/b", "123");
        storage.copy(path("/a"), path("/b"));
        holds(storage, 10, 2);
        storage.copy(path("/a"), path("/a"));
        holds(storage, 10, 2);
        exceeded("would be exceeded", () -> storage.copy(path("/a"), path("/c")));
        holds(storage, 10, 2);
    }

    @Test
    void anUploadTwoSessionsMakeAtOnceIsChargedOnce() {
        QuotaStorage storage = quota(20, 10);
        QuotaStorage again = quota(20, 10);
        try (WritableFile one = storage.openForWrite(path("/a"), REPLACE);
                WritableFile other = again.openForWrite(path("/a"), REPLACE)) {
            append(one, "1234567890");
            append(other, "12345");
            one.commit();
            holds(storage, 15, 2);
            other.commit();
        }
        holds(storage, 5, 1);
    }

    @Test
    void mountsAreNotCounted() {
        Account account = TestAccounts.named("alice")
                .mount("/m", "other", "/")
                .limits(new Limits(0, 0, 0, 5, 1))
                .build();
        Storage other = new MemoryBackend().tree(VirtualPath.ROOT, "alice");
        put(other, "/big", "1234567890");
        Storage mounted = new MountedStorage(account, mount -> mount.at().isRoot() ? tree : other, Instant.EPOCH);
        QuotaStorage storage = new QuotaStorage(mounted, account, ledger);
        put(storage, "/m/more", "1234567890");
        put(storage, "/a", "12345");
        holds(storage, 5, 1);
        storage.deleteFile(path("/m/more"));
        holds(storage, 5, 1);
        storage.copy(path("/a"), path("/m/a"));
        exceeded("would be exceeded", () -> storage.copy(path("/m/big"), path("/b")));
    }

    @Test
    void tellsTheSmallerOfDiskAndQuota() {
        QuotaStorage storage = quota(10, 0);
        put(storage, "/a", "123");
        SpaceInfo space = storage.space(VirtualPath.ROOT);
        assertThat(space.available()).isEqualTo(7);
        assertThat(space.total()).isEqualTo(10);
        assertThat(space.freeFiles()).isEqualTo(tree.space(VirtualPath.ROOT).freeFiles());
        assertThat(storage.capabilities(VirtualPath.ROOT)).doesNotContain(Capability.LOCAL_SPEED);
    }

    @Test
    void knowsItsSpaceEvenWhereTheStorageDoesNot() {
        MemoryBackend bare = new MemoryBackend(EnumSet.noneOf(Capability.class), MemoryBackend.ticking());
        QuotaStorage storage = new QuotaStorage(bare.tree(VirtualPath.ROOT, "alice"), alice(10, 3), ledger);
        put(storage, "/a", "123");
        assertThat(storage.capabilities(VirtualPath.ROOT)).containsExactly(Capability.SPACE);
        assertThat(storage.space(VirtualPath.ROOT)).isEqualTo(new SpaceInfo(10, 7, 7, 3, 2, 4096));
    }

    @Test
    void moreThanAllowedMayLieThereButNothingCanBeAdded() {
        put(tree, "/a", "1234567890");
        QuotaStorage storage = quota(5, 0);
        assertThat(storage.usage().remainingBytes()).isZero();
        put(storage, "/b", "");
        exceeded("would be exceeded", () -> put(storage, "/b", "x"));
        put(storage, "/a", "123456789");
        storage.rename(path("/a"), path("/c"), RenameMode.REPLACE);
    }

    @Test
    void countsOnceHoweverManyComeAtOnce() throws InterruptedException {
        AtomicInteger counts = new AtomicInteger();
        InMemoryQuotaLedger shared = new InMemoryQuotaLedger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            threads.add(Thread.ofVirtual()
                    .start(() -> shared.open("alice", new Limits(0, 0, 0, 10, 10), () -> {
                                counts.incrementAndGet();
                                return new QuotaLedger.Stored(5, 1);
                            })
                            .usage()));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(counts).hasValue(1);
    }

    @Test
    void aCountThatFailsIsTriedAgain() {
        AtomicInteger counts = new AtomicInteger();
        QuotaLedger.Book book = ledger.open("alice", new Limits(0, 0, 0, 10, 10), () -> {
            if (counts.incrementAndGet() == 1) {
                throw new GatewayException(Failure.UNAVAILABLE, "away");
            }
            return new QuotaLedger.Stored(5, 1);
        });
        assertThatThrownBy(book::usage).isInstanceOf(GatewayException.class);
        assertThat(book.usage().bytes()).isEqualTo(5);
    }

    /** What the ledger says after any mixture of operations is what a new count finds, and the limit held all the time. */
    @RepeatedTest(5)
    void staysExactUnderConcurrency() throws InterruptedException {
        AtomicLong refusals = new AtomicLong();
        List<Throwable> unexpected = Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = new ArrayList<>();
        for (int number = 0; number < 8; number++) {
            Random random = new Random(number);
            QuotaStorage storage = quota(2000, 12);
            threads.add(Thread.ofPlatform().start(() -> {
                for (int i = 0; i < 400; i++) {
                    try {
                        step(storage, random);
                        assertThat(QuotaCount.of(tree, _ -> true).bytes()).isLessThanOrEqualTo(2000);
                    } catch (GatewayException e) {
                        refusals.incrementAndGet();
                        if (e.failure() == Failure.INTERNAL) {
                            unexpected.add(e);
                        }
                    } catch (Throwable e) {
                        unexpected.add(e);
                    }
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(unexpected).isEmpty();
        assertThat(refusals.get()).isPositive();
        QuotaStorage storage = quota(2000, 12);
        for (int name = 0; name < 15; name++) {
            deleteIfPartial(storage, "/f" + name);
        }
        QuotaLedger.Stored counted = QuotaCount.of(tree, _ -> true);
        holds(storage, counted.bytes(), counted.files());
    }

    private void deleteIfPartial(QuotaStorage storage, String path) {
        if (Looks.at(tree, path(path), Links.FOLLOW).filter(FileInfo::partial).isPresent()) {
            storage.deleteFile(path(path));
        }
    }

    private static void step(QuotaStorage storage, Random random) {
        String name = "/f" + random.nextInt(15);
        String other = "/f" + random.nextInt(15);
        byte[] content = new byte[random.nextInt(300)];
        switch (random.nextInt(7)) {
            case 0, 1 -> write(storage, name, REPLACE, content);
            case 2 -> write(storage, name, APPEND, content);
            case 3 -> abort(storage, name, REPLACE, "x".repeat(content.length));
            case 4 -> storage.deleteFile(path(name));
            case 5 -> storage.rename(path(name), path(other), RenameMode.REPLACE);
            default -> storage.copy(path(name), path(other));
        }
    }

    @Test
    void resumingFromTheMiddleKeepsTheSizeRight() {
        QuotaStorage storage = quota(10, 10);
        put(storage, "/a", "1234567890");
        WriteMode middle = resumeAt(4);
        write(storage, "/a", middle, bytes("xy"));
        assertThat(text(tree, "/a")).isEqualTo("1234xy");
        holds(storage, 6, 1);
    }
}
