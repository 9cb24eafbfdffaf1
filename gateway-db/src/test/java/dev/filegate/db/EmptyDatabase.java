package dev.filegate.db;

import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.util.List;

/** Brings the database to its newest form, and takes out of it what an earlier test left. */
@Singleton
class EmptyDatabase {
    private final Migrations migrations;
    private final EntityManager entities;
    private final Transactions transactions;

    EmptyDatabase(Migrations migrations, EntityManager entities, Transactions transactions) {
        this.migrations = migrations;
        this.entities = entities;
        this.transactions = transactions;
    }

    void empty() {
        migrations.run();
        for (String table : List.of(
                "membership",
                "account",
                "account_group",
                "access_token",
                "quota",
                "quota_reserve",
                "quota_partial",
                "transfer_volume",
                "audit_record",
                "audit_source")) {
            run("delete from " + table);
        }
        run("update audit_chain set sequence = 0, hash = '" + "0".repeat(64) + "', first_sequence = 1, first_before = '"
                + "0".repeat(64) + "'");
    }

    /** As somebody with access to the database might. */
    int run(String sql) {
        return transactions.call(() -> entities.createNativeQuery(sql).executeUpdate());
    }
}
