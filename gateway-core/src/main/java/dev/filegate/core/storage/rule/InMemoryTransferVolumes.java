package dev.filegate.core.storage.rule;

import dev.filegate.core.account.Limits;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** Volumes that are forgotten with the process. Memory grows with the accounts that have a limit and moved something. */
public final class InMemoryTransferVolumes implements TransferVolumes {
    private final InstantSource clock;
    /** Guarded by this. */
    private final VolumePeriods periods = new VolumePeriods();

    private final Map<String, Long> today = new HashMap<>();
    private final Map<String, Long> thisMonth = new HashMap<>();
    private String month = "";

    public InMemoryTransferVolumes(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Meter open(String account, Limits limits) {
        return new Meter() {
            @Override
            public boolean take(long bytes) {
                return add(account, limits, bytes);
            }

            @Override
            public void giveBack(long bytes) {
                subtract(account, bytes);
            }
        };
    }

    private synchronized boolean add(String account, Limits limits, long bytes) {
        if (periods.advance(clock.instant())) {
            today.clear();
            if (!periods.month().equals(month)) {
                thisMonth.clear();
                month = periods.month();
            }
        }
        long day = today.getOrDefault(account, 0L);
        long inMonth = thisMonth.getOrDefault(account, 0L);
        boolean fits = fits(day, bytes, limits.volumePerDay()) && fits(inMonth, bytes, limits.volumePerMonth());
        if (fits) {
            today.put(account, day + bytes);
            thisMonth.put(account, inMonth + bytes);
        }
        return fits;
    }

    private static boolean fits(long moved, long bytes, long limit) {
        return limit == 0 || bytes <= limit - moved;
    }

    private synchronized void subtract(String account, long bytes) {
        today.computeIfPresent(account, (_, moved) -> Math.max(0, moved - bytes));
        thisMonth.computeIfPresent(account, (_, moved) -> Math.max(0, moved - bytes));
    }
}
