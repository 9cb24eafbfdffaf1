package dev.filegate.core.audit;

import dev.filegate.core.path.VirtualPath;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/** Events in memory, chained as in the database. */
public final class MemoryAuditArchive implements AuditArchive, AuditObserver {
    private final List<AuditEvent> events = new ArrayList<>();
    private final List<AuditRecord> records = new ArrayList<>();

    @Override
    public synchronized void happened(AuditEvent event) {
        String json = EventJson.text(event);
        String before = records.isEmpty() ? AuditChain.START : records.getLast().hash();
        events.add(event);
        records.add(new AuditRecord(
                records.size() + 1L,
                event.at(),
                EventJson.word(event),
                event.ofClient().map(client -> client.origin().account()).orElse(""),
                json,
                AuditChain.next(before, json)));
    }

    /** Changes what a record says, as somebody with access to the database might. */
    public synchronized void tamper(long sequence, String json) {
        AuditRecord old = records.get((int) sequence - 1);
        records.set(
                (int) sequence - 1,
                new AuditRecord(old.sequence(), old.at(), old.event(), old.account(), json, old.hash()));
    }

    @Override
    public synchronized AuditPage search(AuditQuery query) {
        List<AuditRecord> found = new ArrayList<>();
        for (int i = records.size() - 1; i >= 0; i--) {
            AuditRecord candidate = records.get(i);
            boolean later = query.before() == 0 || candidate.sequence() < query.before();
            if (later && matches(query, events.get(i), candidate)) {
                if (found.size() == query.limit()) {
                    return new AuditPage(found, found.getLast().sequence());
                }
                found.add(candidate);
            }
        }
        return new AuditPage(found, 0);
    }

    private static boolean matches(AuditQuery query, AuditEvent event, AuditRecord candidate) {
        return (query.account().isEmpty() || query.account().equals(candidate.account()))
                && !event.at().isBefore(query.since())
                && event.at().isBefore(query.until())
                && (query.events().isEmpty() || query.events().contains(candidate.event()))
                && (query.protocols().isEmpty()
                        || event.ofClient()
                                .filter(client -> query.protocols()
                                        .contains(client.origin().protocol()))
                                .isPresent())
                && (query.session().isEmpty()
                        || event.ofClient()
                                .filter(client -> client.origin().session().equals(query.session()))
                                .isPresent())
                && query.paths().stream()
                        .allMatch(glob -> EventPaths.of(event).stream()
                                .map(VirtualPath::parse)
                                .anyMatch(glob::matches));
    }

    @Override
    public synchronized AuditVerification verify(LongConsumer progress) {
        List<AuditVerification.Finding> findings = new ArrayList<>();
        String before = AuditChain.START;
        for (AuditRecord found : records) {
            if (!AuditChain.next(before, found.json()).equals(found.hash())) {
                findings.add(new AuditVerification.Finding(found.sequence(), "the record was changed"));
            }
            before = found.hash();
        }
        progress.accept(records.size());
        return new AuditVerification(
                records.size(),
                records.isEmpty() ? 0 : 1,
                records.size(),
                records.isEmpty() ? "" : records.getLast().hash(),
                findings);
    }
}
