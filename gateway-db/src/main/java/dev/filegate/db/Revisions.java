package dev.filegate.db;

import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.util.List;

/**
 * Notes which accounts change, in the transaction that changes them. One row counts, so changes take turns, and nobody sees a revision
 * before all smaller ones.
 */
@Singleton
class Revisions {
    /** Stands for every account. */
    static final String ALL = "";

    private static final int REMEMBERED = 10_000;

    private final EntityManager entities;

    Revisions(EntityManager entities) {
        this.entities = entities;
    }

    long current() {
        return number("select revision from directory_revision where id = 1");
    }

    void changed(String account) {
        update("update directory_revision set revision = revision + 1 where id = 1");
        long revision = current();
        entities.createNativeQuery("insert into directory_change (revision, account) values (:revision, :account)")
                .setParameter("revision", revision)
                .setParameter("account", account)
                .executeUpdate();
        entities.createNativeQuery("delete from directory_change where revision <= :old")
                .setParameter("old", revision - REMEMBERED)
                .executeUpdate();
    }

    /** Names that changed after a revision; {@link #ALL} among them stands for all. */
    List<String> since(long revision) {
        List<?> names = entities.createNativeQuery("select account from directory_change where revision > :since")
                .setParameter("since", revision)
                .getResultList();
        return names.stream().map(String.class::cast).toList();
    }

    /** Whether changes after this revision are no longer remembered, or it is not of this database. */
    boolean forgotten(long revision) {
        long now = current();
        return revision > now || now - revision > REMEMBERED;
    }

    private long number(String sql) {
        return ((Number) entities.createNativeQuery(sql).getSingleResult()).longValue();
    }

    private void update(String sql) {
        entities.createNativeQuery(sql).executeUpdate();
    }
}
