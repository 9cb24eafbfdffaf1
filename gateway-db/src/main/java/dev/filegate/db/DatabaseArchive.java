package dev.filegate.db;

import dev.filegate.core.audit.AuditArchive;
import dev.filegate.core.audit.AuditChain;
import dev.filegate.core.audit.AuditEvent;
import dev.filegate.core.audit.AuditPage;
import dev.filegate.core.audit.AuditQuery;
import dev.filegate.core.audit.AuditVerification;
import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.hibernate.StatelessSession;

/** The audit trail in the database: a chain of records that is only ever added to at its end and cut at its beginning. */
@Singleton
public class DatabaseArchive implements AuditArchive {
    private static final int CHUNK = 5000;

    private final EntityManager entities;
    private final StatelessSession stateless;
    private final Transactions transactions;
    private volatile Supplier<Map<Long, String>> heads = Map::of;

    DatabaseArchive(EntityManager entities, StatelessSession stateless, Transactions transactions) {
        this.entities = entities;
        this.stateless = stateless;
        this.transactions = transactions;
    }

    /** One end of the chain. */
    record Link(long sequence, String hash) {}

    /**
     * Adds those of the events that are not there yet.
     *
     * @param source where they come from; its events are numbered from 1
     * @param position how many events of the source come before the first of these
     * @return where the chain ends now
     * @throws GatewayException UNAVAILABLE when they have to be sent again
     */
    AuditEvent.ChainHead append(String source, long position, List<SpooledEvent> events) {
        return transactions.call(() -> {
            long known = positionOf(source);
            int skipped = Math.clamp(known - position, 0, events.size());
            Link head = head();
            if (skipped < events.size()) {
                Link end = insert(head, events.subList(skipped, events.size()));
                move(head, end);
                note(source, known, position + events.size());
                head = end;
            }
            return new AuditEvent.ChainHead(Instant.now(), head.sequence(), head.hash());
        });
    }

    private long positionOf(String source) {
        List<?> found = entities.createNativeQuery("select position from audit_source where node = :node")
                .setParameter("node", source)
                .getResultList();
        return found.isEmpty() ? 0 : ((Number) found.getFirst()).longValue();
    }

    private Link head() {
        Object[] row = (Object[]) entities.createNativeQuery("select sequence, hash from audit_chain where id = 1")
                .getSingleResult();
        return new Link(((Number) row[0]).longValue(), (String) row[1]);
    }

    private Link insert(Link head, List<SpooledEvent> events) {
        long sequence = head.sequence();
        String hash = head.hash();
        List<AuditEntity> rows = new ArrayList<>(events.size());
        for (SpooledEvent event : events) {
            AuditEntity row = new AuditEntity();
            row.sequence = ++sequence;
            row.at = event.at();
            row.event = event.event();
            row.account = event.account();
            row.protocol = event.protocol();
            row.session = event.session();
            row.path = event.path();
            row.target = event.target();
            row.json = event.json();
            row.hash = AuditChain.next(hash, event.json());
            hash = row.hash;
            rows.add(row);
        }
        stateless.insertMultiple(rows);
        return new Link(sequence, hash);
    }

    /** Another node may have been faster: then nothing of this transaction happens, and the events are sent again. */
    private void move(Link from, Link to) {
        int moved = entities.createNativeQuery(
                        "update audit_chain set sequence = :end, hash = :hash where id = 1 and sequence = :before")
                .setParameter("end", to.sequence())
                .setParameter("hash", to.hash())
                .setParameter("before", from.sequence())
                .executeUpdate();
        if (moved == 0) {
            throw new GatewayException(Failure.BUSY, "another node has written to the audit trail");
        }
    }

    private void note(String source, long known, long position) {
        String sql = known == 0
                ? "insert into audit_source (node, position) values (:node, :position)"
                : "update audit_source set position = :position where node = :node";
        entities.createNativeQuery(sql)
                .setParameter("node", source)
                .setParameter("position", position)
                .executeUpdate();
    }

    @Override
    public AuditPage search(AuditQuery query) {
        return transactions.call(() -> new AuditSearch(entities, query).page());
    }

    @Override
    public AuditVerification verify(LongConsumer progress) {
        return verify(heads.get(), progress);
    }

    /**
     * From here on the chain is also compared with heads that were written down elsewhere.
     *
     * @param known hashes by sequence number, asked for at each verification
     */
    public void compareWith(Supplier<Map<Long, String>> known) {
        heads = known;
    }

    /**
     * As {@link #verify(LongConsumer)}.
     *
     * @param known hashes by sequence number
     */
    AuditVerification verify(Map<Long, String> known, LongConsumer progress) {
        return new ChainCheck(entities, transactions, known).run(progress);
    }

    /**
     * Deletes what is older, from the beginning of the chain up to the first record that is not. The last record always stays.
     *
     * @return how many records were deleted
     */
    long forget(Instant before) {
        long deleted = 0;
        long chunk;
        do {
            chunk = transactions.call(() -> forgetChunk(before));
            deleted += chunk;
        } while (chunk == CHUNK);
        return deleted;
    }

    private long forgetChunk(Instant before) {
        long first = number("select first_sequence from audit_chain where id = 1");
        List<?> kept = entities.createNativeQuery(
                        "select coalesce(min(sequence), (select max(sequence) from audit_record)) from audit_record where at_ms >= :at")
                .setParameter("at", Times.millis(before))
                .getResultList();
        if (kept.isEmpty() || !(kept.getFirst() instanceof Number firstKept)) {
            return 0;
        }
        long next = Math.min(firstKept.longValue(), first + CHUNK);
        if (next <= first) {
            return 0;
        }
        String hash = (String) entities.createNativeQuery("select hash from audit_record where sequence = :sequence")
                .setParameter("sequence", next - 1)
                .getSingleResult();
        entities.createNativeQuery(
                        "update audit_chain set first_sequence = :next, first_before = :hash where id = 1 and first_sequence = :first")
                .setParameter("next", next)
                .setParameter("hash", hash)
                .setParameter("first", first)
                .executeUpdate();
        return entities.createNativeQuery("delete from audit_record where sequence < :next")
                .setParameter("next", next)
                .executeUpdate();
    }

    private long number(String sql) {
        return ((Number) entities.createNativeQuery(sql).getSingleResult()).longValue();
    }
}
