package dev.filegate.core.audit;

import java.util.List;

/**
 * What a look at the hash chain found.
 *
 * @param records how many records were looked at
 * @param first sequence number of the first record that is kept; older ones were deleted by retention, which the chain remembers
 * @param last sequence number of the last one
 * @param head hash of the last one; empty without records
 * @param findings what is wrong, in the order of the chain, at most {@value #MOST}; empty when nothing was removed or changed
 */
public record AuditVerification(long records, long first, long last, String head, List<Finding> findings) {
    /** Findings that are told. */
    public static final int MOST = 100;

    public AuditVerification {
        findings = List.copyOf(findings);
    }

    public boolean intact() {
        return findings.isEmpty();
    }

    /**
     * Something that does not fit.
     *
     * @param sequence the record at or before which it is
     * @param words what is wrong: a record is missing, or was changed
     */
    public record Finding(long sequence, String words) {}
}
