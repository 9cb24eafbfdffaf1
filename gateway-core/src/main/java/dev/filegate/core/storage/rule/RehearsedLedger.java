package dev.filegate.core.storage.rule;

import dev.filegate.core.account.Limits;
import dev.filegate.core.storage.QuotaUsage;
import java.util.function.Supplier;

/** A ledger that begins with the figures of another one and keeps what changes to itself. */
public final class RehearsedLedger implements QuotaLedger {
    private final QuotaLedger real;

    public RehearsedLedger(QuotaLedger real) {
        this.real = real;
    }

    @Override
    public Book open(String account, Limits limits, Supplier<Stored> count) {
        return new InMemoryQuotaLedger().open(account, limits, () -> {
            QuotaUsage usage = real.open(account, limits, count).usage();
            return new Stored(usage.bytes(), usage.files());
        });
    }
}
