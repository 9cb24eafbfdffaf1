package dev.filegate.db;

import dev.filegate.core.audit.AuditArchive;
import dev.filegate.core.audit.AuditEvent;
import dev.filegate.core.audit.AuditPage;
import dev.filegate.core.audit.AuditQuery;
import dev.filegate.core.audit.AuditVerification;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/** The audit trail in the database: a chain of records that is only ever added to at its end and cut at its beginning. */
@Singleton
public class DatabaseArchive implements AuditArchive {
    private static final int CHUNK = 5000;

    private final EntityManager entities;
    private final Transactions transactions;
    private final ChainEnd end;
    private volatile Supplier<Map<Long, String>> heads = Map::of;

    DatabaseArchive(EntityManager entities, Transactions transactions, ChainEnd end) {
        this.entities = entities;
        this.transactions = transactions;
        this.end = end;
    }

    /**
     * Adds those of the events that are not there yet.
     *
     * @param source where they come from; its events are numbered from 1
     * @param position how many events of the source come before the first of these
     * @return where the chain ends now
     * @throws GatewayException UNAVAILABLE when they have to be sent again
     */
    AuditEvent.ChainHead append(String source, long position, List<SpooledEvent> events) {
        return end.append(source, position, events);
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
