package dev.filegate.db;

import dev.filegate.core.account.Limits;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.storage.rule.TransferVolumes;
import dev.filegate.core.storage.rule.VolumePeriods;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Transfer volumes in the database, shared by nodes. A node takes four megabytes ahead where the limit allows it, and the exact amount where
 * it does not; what it has ahead when it is killed counts as moved. While the database does not answer, transfers of accounts with a limit
 * of volume end when what was taken ahead is used up.
 */
public final class DatabaseVolumes implements TransferVolumes, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseVolumes.class);
    private static final long AHEAD = 4 << 20;

    private final VolumeRows rows;
    private final InstantSource clock;
    private final Map<String, Account> accounts = new ConcurrentHashMap<>();

    DatabaseVolumes(VolumeRows rows, InstantSource clock) {
        this.rows = rows;
        this.clock = clock;
    }

    @Override
    public Meter open(String account, Limits limits) {
        Account shared = accounts.computeIfAbsent(account, Account::new);
        return new Meter() {
            @Override
            public boolean take(long bytes) {
                return shared.take(bytes, limits);
            }

            @Override
            public void giveBack(long bytes) {
                shared.giveBack(bytes);
            }
        };
    }

    /** Gives back what was taken ahead. */
    @Override
    public void close() {
        accounts.values().forEach(Account::settle);
    }

    /** What all sessions of an account share on this node. Guarded by its lock, which is held while the database is asked. */
    private final class Account {
        private final String name;
        private final ReentrantLock lock = new ReentrantLock();
        private final VolumePeriods periods = new VolumePeriods();
        private long spare;

        Account(String name) {
            this.name = name;
        }

        boolean take(long bytes, Limits limits) {
            lock.lock();
            try {
                if (periods.advance(clock.instant())) {
                    spare = 0;
                }
                long lacking = bytes - spare;
                if (lacking > 0 && !add(lacking + AHEAD, limits) && !add(lacking, limits)) {
                    return false;
                }
                spare -= bytes;
                return true;
            } finally {
                lock.unlock();
            }
        }

        private boolean add(long bytes, Limits limits) {
            boolean added = rows.add(
                    name,
                    bytes,
                    new VolumeRows.Period(periods.day(), most(limits.volumePerDay(), bytes)),
                    new VolumeRows.Period(periods.month(), most(limits.volumePerMonth(), bytes)));
            if (added) {
                spare += bytes;
            }
            return added;
        }

        private static long most(long limit, long bytes) {
            return limit == 0 ? Long.MAX_VALUE : limit - bytes;
        }

        void giveBack(long bytes) {
            lock.lock();
            try {
                spare += bytes;
            } finally {
                lock.unlock();
            }
        }

        void settle() {
            lock.lock();
            try {
                if (spare > 0) {
                    rows.subtract(name, spare, periods.day(), periods.month());
                    spare = 0;
                }
            } catch (GatewayException e) {
                LOG.warn("{} bytes that were not moved stay counted, because {}", spare, e.detail());
            } finally {
                lock.unlock();
            }
        }
    }
}
