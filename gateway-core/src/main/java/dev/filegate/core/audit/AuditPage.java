package dev.filegate.core.audit;

import java.util.List;

/**
 * Some records of a search.
 *
 * @param next {@link AuditQuery#before} of the next page; 0 when there is none
 */
public record AuditPage(List<AuditRecord> records, long next) {
    public AuditPage {
        records = List.copyOf(records);
    }
}
