package dev.filegate.db;

import dev.filegate.core.account.Limits;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.storage.rule.QuotaLedger;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Quotas in the database, shared by nodes. Exact on one node; of several nodes, each may hold eight megabytes and sixteen files ahead for
 * an account while it is used there. What was in flight when a node was killed is found by counting the homes it was changing anew, when
 * they are next used. While the database does not answer, uploads of accounts with a quota are refused unless what was reserved
 * ahead will do. Memory grows by about a kilobyte with each account that has a quota and used it.
 */
public final class DatabaseQuotas implements QuotaLedger, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseQuotas.class);
    private static final Duration IDLE = Duration.ofSeconds(5);
    private static final Duration DEAD = Duration.ofMinutes(10);

    private final QuotaRows rows;
    private final String node;
    private final Map<String, AccountFigures> accounts = new ConcurrentHashMap<>();
    private final ScheduledExecutorService settling = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("filegate-quotas").factory());

    private DatabaseQuotas(QuotaRows rows, String node) {
        this.rows = rows;
        this.node = node;
    }

    /** @param node a name that this node keeps when it is started again, and no other has */
    static DatabaseQuotas open(QuotaRows rows, String node) {
        int left = rows.recover(node);
        if (left > 0) {
            LOG.warn("{} accounts were being written to when the gateway was killed; they are counted anew", left);
        }
        DatabaseQuotas quotas = new DatabaseQuotas(rows, node);
        ScheduledFuture<?> every = quotas.settling.scheduleWithFixedDelay(
                quotas::lookAround, IDLE.toMillis(), IDLE.toMillis(), TimeUnit.MILLISECONDS);
        LOG.debug("settling quotas: {}", every);
        return quotas;
    }

    private void lookAround() {
        try {
            settleIdle(IDLE);
            int left = rows.recoverOthers(node, System.currentTimeMillis() - DEAD.toMillis());
            LOG.debug("{} accounts are counted anew after their node was gone", left);
        } catch (GatewayException e) {
            LOG.debug("quotas are settled later", e);
        } catch (RuntimeException e) { // Whatever it is, the next time must still come.
            LOG.error("quotas could not be settled", e);
        }
    }

    /** Gives back what accounts have spare that were not used for so long. */
    void settleIdle(Duration unused) {
        long since = System.nanoTime() - unused.toNanos();
        accounts.values().forEach(figures -> figures.settleIfIdle(since));
    }

    @Override
    public Book open(String account, Limits limits, Supplier<Stored> count) {
        return accounts.computeIfAbsent(account, name -> new AccountFigures(rows, node, name))
                .book(limits, count);
    }

    /** Gives back what is spare. */
    @Override
    public void close() {
        settling.shutdownNow();
        settleIdle(Duration.ZERO);
    }
}
