package dev.filegate.core.audit;

import java.util.function.LongConsumer;

/**
 * The audit trail where it can be searched. Implemented by {@code gateway-db}, in memory by {@code MemoryAuditArchive} for tests.
 * Blocking, thread-safe; throws {@link dev.filegate.core.failure.GatewayException} UNAVAILABLE when it cannot be asked. Events arrive
 * some hundred milliseconds after they happened.
 */
public interface AuditArchive {
    /** A page of what was asked for, newest first. */
    AuditPage search(AuditQuery query);

    /**
     * Goes over the whole hash chain.
     *
     * @param progress told from time to time how many records were looked at so far
     */
    AuditVerification verify(LongConsumer progress);
}
