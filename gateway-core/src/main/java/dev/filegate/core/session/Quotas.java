package dev.filegate.core.session;

import dev.filegate.core.storage.QuotaUsage;
import java.util.Optional;

/**
 * What accounts store, for administration. Implemented by {@link GatewaySessions}. Blocking, thread-safe; throws UNAVAILABLE when the
 * ledger or a storage cannot be asked.
 */
public interface Quotas {
    /** What the ledger says; {@link QuotaUsage#UNLIMITED} for an account without a quota, empty when there is no such account. */
    Optional<QuotaUsage> usage(String account);

    /** Counts the account's home anew, file by file, and puts the ledger right. May take long. Empty when there is no such account. */
    Optional<QuotaUsage> recount(String account);
}
