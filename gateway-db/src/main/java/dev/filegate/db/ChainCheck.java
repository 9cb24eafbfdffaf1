package dev.filegate.db;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.filegate.core.audit.AuditChain;
import dev.filegate.core.audit.AuditVerification;
import dev.filegate.core.audit.AuditVerification.Finding;
import jakarta.persistence.EntityManager;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/** One walk along the chain, from the first record that is kept to the last. Holds a chunk of records at a time. */
final class ChainCheck {
    private static final int CHUNK = 2000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final EntityManager entities;
    private final Transactions transactions;
    private final TreeMap<Long, String> heads;
    private final List<Finding> findings = new ArrayList<>();
    private long expected;
    private String before = "";
    private long records;

    ChainCheck(EntityManager entities, Transactions transactions, Map<Long, String> heads) {
        this.entities = entities;
        this.transactions = transactions;
        this.heads = new TreeMap<>(heads);
    }

    /** What the database says about the chain. */
    private record Ends(long sequence, String hash, long firstSequence, String firstBefore) {}

    AuditVerification run(LongConsumer progress) {
        Ends ends = transactions.call(this::ends);
        expected = ends.firstSequence();
        before = ends.firstBefore();
        compare(ends.firstSequence() - 1, ends.firstBefore());
        List<AuditEntity> rows = transactions.call(() -> rows(Long.MIN_VALUE, ends.sequence()));
        while (!rows.isEmpty()) {
            rows.forEach(this::look);
            progress.accept(records);
            long last = rows.getLast().sequence;
            rows = transactions.call(() -> rows(last, ends.sequence()));
        }
        if (expected <= ends.sequence()) {
            missing(expected, ends.sequence());
        } else if (records > 0 && !before.equals(ends.hash())) {
            find(ends.sequence(), "the last record is not the one that was written last");
        }
        heads.tailMap(ends.sequence(), false)
                .keySet()
                .forEach(sequence -> find(sequence, "records up to this one were written down elsewhere and are gone"));
        return new AuditVerification(
                records, records == 0 ? 0 : ends.firstSequence(), expected - 1, records == 0 ? "" : before, findings);
    }

    private Ends ends() {
        Object[] row = (Object[]) entities.createNativeQuery(
                        "select sequence, hash, first_sequence, first_before from audit_chain where id = 1")
                .getSingleResult();
        return new Ends(((Number) row[0]).longValue(), (String) row[1], ((Number) row[2]).longValue(), (String) row[3]);
    }

    private List<AuditEntity> rows(long after, long last) {
        List<AuditEntity> rows = entities.createQuery(
                        "select r from AuditEntity r where r.sequence > :after and r.sequence <= :last order by r.sequence",
                        AuditEntity.class)
                .setParameter("after", after)
                .setParameter("last", last)
                .setMaxResults(CHUNK)
                .getResultList();
        entities.clear();
        return rows;
    }

    private void look(AuditEntity row) {
        records++;
        if (row.sequence > expected) {
            missing(expected, row.sequence - 1);
        } else if (row.sequence < expected) {
            find(row.sequence, "the record lies before the beginning of the chain");
        }
        boolean follows = row.sequence == expected;
        String hash = AuditChain.next(before, row.json);
        if (follows && !hash.equals(row.hash)) {
            find(row.sequence, "the record was changed");
        } else if (!columnsFit(row)) {
            find(row.sequence, "the columns by which the record is searched were changed");
        }
        compare(row.sequence, row.hash);
        before = row.hash;
        expected = row.sequence + 1;
    }

    /** What the record is searched by must be what its text says. */
    private static boolean columnsFit(AuditEntity row) {
        try {
            JsonNode json = JSON.readTree(row.json);
            return json.path("event").asText().equals(row.event)
                    && Instant.parse(json.path("at").asText()).toEpochMilli() == row.at
                    && json.path("session").asText("").equals(row.session)
                    && json.path("protocol").asText("").equals(row.protocol)
                    && SpooledEvent.searchable(json.path("account").asText(row.account))
                            .equals(row.account)
                    && json.path("path").asText("").equalsIgnoreCase(row.path);
        } catch (JsonProcessingException | DateTimeException e) {
            return false;
        }
    }

    private void compare(long sequence, String hash) {
        String known = heads.get(sequence);
        if (known != null && !known.equals(hash)) {
            find(sequence, "the chain up to this record is not the one that was written down elsewhere");
        }
    }

    private void missing(long first, long last) {
        find(
                first,
                first == last
                        ? "record " + first + " is missing"
                        : "records " + first + " to " + last + " are missing");
    }

    private void find(long sequence, String words) {
        if (findings.size() < AuditVerification.MOST) {
            findings.add(new Finding(sequence, words));
        }
    }
}
