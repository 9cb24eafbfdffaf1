package dev.filegate.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.core.account.Limits;
import dev.filegate.core.storage.rule.TransferVolumes;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the meters of transfer volumes promise, in whatever database. */
abstract class VolumeContract {
    private static final long MEGA = 1 << 20;

    @Inject
    VolumeRows rows;

    @Inject
    EmptyDatabase database;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-30T23:00:00Z"));

    @BeforeEach
    void begin() {
        database.empty();
    }

    private static Limits limits(long day, long month) {
        return new Limits(0, 0, 0, 0, 0, day, month, 0);
    }

    private TransferVolumes.Meter meter(long day, long month) {
        return new DatabaseVolumes(rows, now::get).open("alice", limits(day, month));
    }

    @Test
    void isExactToTheByte() {
        TransferVolumes.Meter meter = meter(20 * MEGA, 0);
        assertThat(meter.take(20 * MEGA - 1)).isTrue();
        assertThat(meter.take(2)).isFalse();
        assertThat(meter.take(1)).isTrue();
        assertThat(meter.take(1)).isFalse();
        meter.giveBack(1);
        assertThat(meter.take(1)).isTrue();
    }

    @Test
    void aNewDayBeginsAnewAndTheMonthGoesOn() {
        TransferVolumes.Meter meter = meter(100, 150);
        now.set(Instant.parse("2026-11-10T10:00:00Z"));
        assertThat(meter.take(100)).isTrue();
        assertThat(meter.take(1)).isFalse();
        now.set(Instant.parse("2026-11-11T00:00:00Z"));
        assertThat(meter.take(50)).isTrue();
        assertThat(meter.take(1)).isFalse();
        now.set(Instant.parse("2026-12-01T00:00:00Z"));
        assertThat(meter.take(100)).isTrue();
    }

    @Test
    void aClockThatGoesBackGivesNoSecondVolume() {
        TransferVolumes.Meter meter = meter(100, 0);
        assertThat(meter.take(100)).isTrue();
        now.set(now.get().minusSeconds(86_400));
        assertThat(meter.take(1)).isFalse();
    }

    @Test
    void sessionsAndNodesShareOneVolume() throws Exception {
        DatabaseVolumes one = new DatabaseVolumes(rows, now::get);
        DatabaseVolumes two = new DatabaseVolumes(rows, now::get);
        List<Long> taken = StoresContract.atOnce(4, i -> {
            TransferVolumes.Meter meter = (i % 2 == 0 ? one : two).open("alice", limits(50 * MEGA, 0));
            long own = 0;
            for (int k = 0; k < 40; k++) {
                own += meter.take(MEGA) ? 1 : 0;
            }
            return own;
        });
        assertThat(taken.stream().mapToLong(Long::longValue).sum()).isBetween(46L, 50L);
        one.close();
        two.close();
    }

    @Test
    void whatWasTakenAheadIsGivenBackAtTheEnd() {
        DatabaseVolumes volumes = new DatabaseVolumes(rows, now::get);
        assertThat(volumes.open("alice", limits(10 * MEGA, 0)).take(MEGA)).isTrue();
        volumes.close();
        TransferVolumes.Meter again = meter(10 * MEGA, 0);
        assertThat(again.take(9 * MEGA)).isTrue();
        assertThat(again.take(1)).isFalse();
    }
}
