package dev.filegate.db;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;

/** The statements of transfer volumes. */
@Singleton
class VolumeRows {
    private final EntityManager entities;
    private final Transactions transactions;

    VolumeRows(EntityManager entities, Transactions transactions) {
        this.entities = entities;
        this.transactions = transactions;
    }

    /** What is added to one period, and what it may hold before that. */
    record Period(String name, long most) {}

    /** Adds to both periods, or to none when one of them holds more than it may. */
    boolean add(String account, long bytes, Period day, Period month) {
        try {
            return transactions.attempt(() -> {
                add(account, bytes, day);
                add(account, bytes, month);
                return true;
            });
        } catch (RuntimeException e) {
            RuntimeException failure = DatabaseFailures.of(e);
            if (failure instanceof GatewayException refused && refused.failure() == Failure.QUOTA_EXCEEDED) {
                return false;
            }
            throw failure;
        }
    }

    private void add(String account, long bytes, Period period) {
        entities.createNativeQuery("insert into transfer_volume (account, period, bytes) values (:account, :period, 0)"
                        + " on conflict do nothing")
                .setParameter("account", account)
                .setParameter("period", period.name())
                .executeUpdate();
        int updated = entities.createNativeQuery("update transfer_volume set bytes = bytes + :bytes"
                        + " where account = :account and period = :period and bytes <= :most")
                .setParameter("bytes", bytes)
                .setParameter("account", account)
                .setParameter("period", period.name())
                .setParameter("most", period.most())
                .executeUpdate();
        if (updated == 0) {
            throw new GatewayException(Failure.QUOTA_EXCEEDED, "the volume of " + period.name() + " is used up");
        }
    }

    /** Takes back what was added and not moved. */
    void subtract(String account, long bytes, String day, String month) {
        transactions.call(() -> entities.createNativeQuery("update transfer_volume set bytes ="
                        + " case when bytes > :bytes then bytes - :bytes else 0 end"
                        + " where account = :account and period in (:day, :month)")
                .setParameter("bytes", bytes)
                .setParameter("account", account)
                .setParameter("day", day)
                .setParameter("month", month)
                .executeUpdate());
    }
}
