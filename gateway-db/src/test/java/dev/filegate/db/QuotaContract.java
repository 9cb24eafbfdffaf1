package dev.filegate.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.core.account.Limits;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.QuotaUsage;
import dev.filegate.core.storage.rule.QuotaLedger;
import dev.filegate.core.storage.rule.QuotaLedger.Stored;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the ledger of quotas promises, in whatever database. */
abstract class QuotaContract {
    private static final VirtualPath FILE = VirtualPath.parse("/a");
    private static final long MEGA = 1 << 20;

    @Inject
    QuotaRows rows;

    @Inject
    EmptyDatabase database;

    private DatabaseQuotas ledger;
    private final AtomicInteger counts = new AtomicInteger();

    @BeforeEach
    void begin() {
        database.empty();
        ledger = DatabaseQuotas.open(rows, "one");
    }

    @AfterEach
    void end() {
        ledger.close();
    }

    private static Limits limits(long bytes, long files) {
        return new Limits(0, 0, 0, bytes, files);
    }

    private QuotaLedger.Book book(QuotaLedger from, long bytes, long files, Stored home) {
        return from.open("alice", limits(bytes, files), () -> {
            counts.incrementAndGet();
            return home;
        });
    }

    private QuotaLedger.Book book(long bytes, long files) {
        return book(ledger, bytes, files, Stored.NOTHING);
    }

    @Test
    void isExactToTheByteAndTheFile() {
        QuotaLedger.Book book = book(100 * MEGA, 3);
        assertThat(book.reserve(100 * MEGA, 1)).isTrue();
        assertThat(book.reserve(1, 0)).isFalse();
        assertThat(book.reserve(0, 2)).isTrue();
        assertThat(book.reserve(0, 1)).isFalse();
        book.release(1, 0);
        assertThat(book.reserve(1, 0)).isTrue();
        assertThat(book.reserve(1, 0)).isFalse();
        assertThat(book.usage()).isEqualTo(new QuotaUsage(100 * MEGA, 100 * MEGA, 3, 3));
    }

    @Test
    void isExactHoweverManyUseIt() throws Exception {
        List<Integer> taken = StoresContract.atOnce(8, _ -> {
            QuotaLedger.Book book = book(10 * MEGA, 0);
            int own = 0;
            for (int i = 0; i < 400; i++) {
                own += book.reserve(MEGA / 100, 0) ? 1 : 0;
            }
            return own;
        });
        assertThat(taken.stream().mapToInt(Integer::intValue).sum()).isEqualTo((int) (10 * MEGA / (MEGA / 100)));
    }

    @Test
    void twoNodesTogetherNeverCrossTheLimit() throws Exception {
        try (DatabaseQuotas other = DatabaseQuotas.open(rows, "two")) {
            List<Long> taken = StoresContract.atOnce(4, i -> {
                QuotaLedger.Book book = book(i % 2 == 0 ? ledger : other, 50 * MEGA, 0, Stored.NOTHING);
                long own = 0;
                for (int k = 0; k < 100; k++) {
                    own += book.reserve(MEGA, 0) ? 1 : 0;
                }
                return own;
            });
            long sum = taken.stream().mapToLong(Long::longValue).sum();
            assertThat(sum).isBetween(50L - 8, 50L);
        }
    }

    @Test
    void countsAHomeOnceAndRemembersItOverAStart() {
        QuotaLedger.Book book = book(ledger, 100, 10, new Stored(40, 4));
        assertThat(book.usage()).isEqualTo(new QuotaUsage(40, 100, 4, 10));
        assertThat(book.reserve(50, 1)).isTrue();
        ledger.close();
        ledger = DatabaseQuotas.open(rows, "one");
        QuotaLedger.Book again = book(ledger, 100, 10, Stored.NOTHING);
        assertThat(again.usage()).isEqualTo(new QuotaUsage(90, 100, 5, 10));
        assertThat(counts).hasValue(1);
    }

    @Test
    void whatIsSpareIsGivenBackAndNothingElse() {
        QuotaLedger.Book book = book(0, 0);
        assertThat(book.reserve(5, 1)).isTrue();
        ledger.settleIdle(Duration.ZERO);
        assertThat(rows.counted("alice")).contains(new Stored(5, 1));
        book.release(2, 0);
        book.charge(7, 1);
        ledger.settleIdle(Duration.ZERO);
        assertThat(rows.counted("alice")).contains(new Stored(10, 2));
    }

    /** kill -9: nobody settles. The homes that were being changed are counted anew, and no others. */
    @Test
    void afterAKillTheHomesThatWereBeingChangedAreCountedAnew() {
        QuotaLedger.Book book = book(ledger, 100 * MEGA, 10, new Stored(40, 4));
        assertThat(book.reserveRunning(50, 1)).isTrue();
        ledger.open("bob", limits(100, 0), () -> new Stored(7, 0)).usage();
        try (DatabaseQuotas restarted = DatabaseQuotas.open(rows, "one")) {
            assertThat(book(restarted, 100 * MEGA, 10, new Stored(45, 5)).usage())
                    .isEqualTo(new QuotaUsage(45, 100 * MEGA, 5, 10));
            assertThat(restarted
                            .open("bob", limits(100, 0), () -> new Stored(99, 0))
                            .usage()
                            .bytes())
                    .isEqualTo(7);
        }
        assertThat(counts).hasValue(2);
    }

    @Test
    void aRecountLeavesRunningUploadsTheirReservations() {
        QuotaLedger.Book book = book(ledger, 100, 0, new Stored(10, 0));
        assertThat(book.reserveRunning(30, 0)).isTrue();
        QuotaLedger.Book recounting = book(ledger, 100, 0, new Stored(50, 0));
        recounting.recount();
        assertThat(book.usage().bytes()).isEqualTo(80);
        assertThat(book.reserve(20, 0)).isTrue();
        assertThat(book.reserve(1, 0)).isFalse();
        book.running(-30, 0);
        recounting.recount();
        assertThat(book.usage().bytes()).isEqualTo(50);
    }

    @Test
    void aRecountHoldsUpNoUploadThatRuns() {
        QuotaLedger.Book book = book(ledger, 100, 10, Stored.NOTHING);
        book.usage();
        QuotaLedger.Book recounting = counting(() -> {
            CompletableFuture.runAsync(
                            () -> assertThat(book.reserveRunning(30, 1)).isTrue())
                    .join();
            return new Stored(50, 5);
        });
        recounting.recount();
        assertThat(book.usage()).isEqualTo(new QuotaUsage(80, 100, 6, 10));
        assertThat(counts).hasValue(2);
    }

    /** Whoever counts first cannot know whether it saw the file that came meanwhile. */
    @Test
    void aHomeThatChangedWhileItWasCountedIsCountedAgain() {
        QuotaLedger.Book book = book(ledger, 100, 10, Stored.NOTHING);
        book.usage();
        QuotaLedger.Book recounting = counting(() -> {
            if (counts.get() == 2) {
                CompletableFuture.runAsync(() -> commit(book, 20)).join();
                return new Stored(50, 5);
            }
            return new Stored(70, 6);
        });
        recounting.recount();
        assertThat(book.usage()).isEqualTo(new QuotaUsage(70, 100, 6, 10));
        assertThat(counts).hasValue(3);
    }

    @Test
    void nobodyChangesTheHomeWhileItIsCountedForTheSecondTime() throws Exception {
        QuotaLedger.Book book = book(ledger, 100, 10, Stored.NOTHING);
        book.usage();
        CompletableFuture<Boolean> late = new CompletableFuture<>();
        QuotaLedger.Book recounting = counting(() -> {
            if (counts.get() == 2) {
                CompletableFuture.runAsync(() -> commit(book, 20)).join();
                return new Stored(50, 5);
            }
            Thread.ofVirtual().start(() -> {
                commit(book, 10);
                late.complete(true);
            });
            assertThat(late).isNotDone();
            return new Stored(70, 6);
        });
        recounting.recount();
        assertThat(late.get(30, TimeUnit.SECONDS)).isTrue();
        assertThat(book.usage()).isEqualTo(new QuotaUsage(80, 100, 7, 10));
    }

    private QuotaLedger.Book counting(Supplier<Stored> home) {
        return ledger.open("alice", limits(100, 10), () -> {
            counts.incrementAndGet();
            return home.get();
        });
    }

    private static void commit(QuotaLedger.Book book, long bytes) {
        try (QuotaLedger.Hold _ = book.hold(List.of(FILE))) {
            assertThat(book.reserve(bytes, 1)).isTrue();
        }
    }

    @Test
    void interruptedUploadsStayChargedOverAStart() {
        QuotaLedger.Book book = book(100, 0);
        assertThat(book.reserve(30, 0)).isTrue();
        try (QuotaLedger.Hold _ = book.hold(List.of(FILE))) {
            assertThat(book.keepPartial(FILE, 30)).isZero();
        }
        ledger.close();
        ledger = DatabaseQuotas.open(rows, "one");
        QuotaLedger.Book again = book(100, 0);
        assertThat(again.usage().bytes()).isEqualTo(30);
        assertThat(again.partials()).isEqualTo(Map.of(FILE, 30L));
        assertThat(again.keepPartial(FILE, 0)).isEqualTo(30);
    }
}
