package dev.filegate.db;

import dev.filegate.core.path.NameCodec;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.rule.QuotaLedger.Stored;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The statements of quotas. Each method is a transaction of its own; figures change by single UPDATEs only, never by read and write. */
@Singleton
class QuotaRows {
    private final EntityManager entities;
    private final Transactions transactions;

    QuotaRows(EntityManager entities, Transactions transactions) {
        this.entities = entities;
        this.transactions = transactions;
    }

    /** The figures of an account, if it was counted and nobody was killed while changing its home. */
    Optional<Stored> counted(String account) {
        return transactions.call(() -> {
            List<?> rows = sql("select bytes, files from quota where account = :account and counted = true")
                    .setParameter("account", account)
                    .getResultList();
            return rows.stream()
                    .map(Object[].class::cast)
                    .map(QuotaRows::stored)
                    .findFirst();
        });
    }

    private static Stored stored(Object[] row) {
        return new Stored(((Number) row[0]).longValue(), ((Number) row[1]).longValue());
    }

    /**
     * Sets the figures to what was counted, with what other nodes have reserved on top.
     *
     * @param first whether to leave figures alone that somebody else has counted meanwhile
     */
    void set(String node, String account, Stored figures, boolean first) {
        transactions.call(() -> {
            Object[] others =
                    (Object[]) sql("select coalesce(sum(bytes), 0), coalesce(sum(files), 0) from quota_reserve"
                                    + " where account = :account and node <> :node")
                            .setParameter("account", account)
                            .setParameter("node", node)
                            .getSingleResult();
            Stored reserved = stored(others);
            int updated = sql("update quota set bytes = :bytes, files = :files, counted = true where account = :account"
                            + (first ? " and counted = false" : ""))
                    .setParameter("bytes", figures.bytes() + reserved.bytes())
                    .setParameter("files", figures.files() + reserved.files())
                    .setParameter("account", account)
                    .executeUpdate();
            if (updated == 0) {
                sql("insert into quota (account, bytes, files, counted) values (:account, :bytes, :files, true)"
                                + " on conflict do nothing")
                        .setParameter("account", account)
                        .setParameter("bytes", figures.bytes())
                        .setParameter("files", figures.files())
                        .executeUpdate();
            }
            return updated;
        });
    }

    /** Adds unless that crosses a limit, and notes what the node has reserved. */
    boolean extend(String node, String account, Stored added, Stored most, Stored reserved) {
        return transactions.call(() -> {
            int updated = sql("update quota set bytes = bytes + :bytes, files = files + :files"
                            + " where account = :account and bytes <= :mostBytes and files <= :mostFiles")
                    .setParameter("bytes", added.bytes())
                    .setParameter("files", added.files())
                    .setParameter("account", account)
                    .setParameter("mostBytes", most.bytes())
                    .setParameter("mostFiles", most.files())
                    .executeUpdate();
            if (updated > 0) {
                reserve(node, account, reserved);
            }
            return updated > 0;
        });
    }

    /** Notes that the node is about to change the account's home. */
    void mark(String node, String account) {
        transactions.call(() -> reserve(node, account, Stored.NOTHING));
    }

    private int reserve(String node, String account, Stored reserved) {
        int updated = sql("update quota_reserve set bytes = :bytes, files = :files, seen = :now"
                        + " where node = :node and account = :account")
                .setParameter("bytes", reserved.bytes())
                .setParameter("files", reserved.files())
                .setParameter("now", System.currentTimeMillis())
                .setParameter("node", node)
                .setParameter("account", account)
                .executeUpdate();
        if (updated == 0) {
            sql("insert into quota_reserve (node, account, bytes, files, seen)"
                            + " values (:node, :account, :bytes, :files, :now)")
                    .setParameter("node", node)
                    .setParameter("account", account)
                    .setParameter("bytes", reserved.bytes())
                    .setParameter("files", reserved.files())
                    .setParameter("now", System.currentTimeMillis())
                    .executeUpdate();
        }
        return updated;
    }

    /** Gives back what was reserved and not used, keeps the interrupted uploads, and notes that the node changes nothing any more. */
    void settle(String node, String account, Stored spare, Map<VirtualPath, Long> partials) {
        transactions.call(() -> {
            sql("update quota set bytes = case when bytes > :bytes then bytes - :bytes else 0 end,"
                            + " files = case when files > :files then files - :files else 0 end where account = :account")
                    .setParameter("bytes", spare.bytes())
                    .setParameter("files", spare.files())
                    .setParameter("account", account)
                    .executeUpdate();
            sql("delete from quota_partial where account = :account")
                    .setParameter("account", account)
                    .executeUpdate();
            long number = 0;
            for (Map.Entry<VirtualPath, Long> partial : partials.entrySet()) {
                keep(account, partial.getKey(), partial.getValue(), ++number);
            }
            return sql("delete from quota_reserve where node = :node and account = :account")
                    .setParameter("node", node)
                    .setParameter("account", account)
                    .executeUpdate();
        });
    }

    private void keep(String account, VirtualPath path, long bytes, long number) {
        byte[] encoded = NameCodec.encode(path.toString());
        sql("insert into quota_partial (account, path_hash, path, bytes, noted)"
                        + " values (:account, :hash, :path, :bytes, :number)")
                .setParameter("account", account)
                .setParameter("hash", hash(encoded))
                .setParameter("path", new String(encoded, StandardCharsets.ISO_8859_1))
                .setParameter("bytes", bytes)
                .setParameter("number", number)
                .executeUpdate();
    }

    private static String hash(byte[] text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    /** Interrupted uploads that are charged, those noted longest ago first. */
    Map<VirtualPath, Long> partials(String account) {
        return transactions.call(() -> {
            List<?> rows = sql("select path, bytes from quota_partial where account = :account order by noted")
                    .setParameter("account", account)
                    .getResultList();
            Map<VirtualPath, Long> partials = new LinkedHashMap<>();
            for (Object found : rows) {
                Object[] row = (Object[]) found;
                byte[] encoded = ((String) row[0]).getBytes(StandardCharsets.ISO_8859_1);
                partials.put(VirtualPath.parse(NameCodec.decode(encoded)), ((Number) row[1]).longValue());
            }
            return partials;
        });
    }

    /** Has those accounts counted anew that the node was changing when it was killed. */
    int recover(String node) {
        return transactions.call(() -> forget("node = :node", "node", node));
    }

    /** The same for nodes that have not been seen for long, and says that this one is there. */
    int recoverOthers(String node, long before) {
        return transactions.call(() -> {
            sql("update quota_reserve set seen = :now where node = :node")
                    .setParameter("now", System.currentTimeMillis())
                    .setParameter("node", node)
                    .executeUpdate();
            return forget("seen < :before", "before", before);
        });
    }

    private int forget(String condition, String name, Object value) {
        int accounts = sql("update quota set counted = false where account in (select account from quota_reserve where "
                        + condition + ")")
                .setParameter(name, value)
                .executeUpdate();
        sql("delete from quota_reserve where " + condition)
                .setParameter(name, value)
                .executeUpdate();
        return accounts;
    }

    private Query sql(String text) {
        return entities.createNativeQuery(text);
    }
}
