package dev.filegate.core.storage.rule;

import dev.filegate.core.account.Limits;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.QuotaUsage;
import java.util.function.Supplier;

/** Where it is written how much each account stores. Thread-safe. */
public interface QuotaLedger {
    /**
     * The book of one account.
     *
     * @param count counts what is stored when the ledger has no figure yet; called once at most, not before the book is first used
     */
    Book open(String account, Limits limits, Supplier<Stored> count);

    /** What lies in an account's home. */
    record Stored(long bytes, long files) {
        public static final Stored NOTHING = new Stored(0, 0);
    }

    /** One account's figures. Exact however many sessions use it at the same time. The first use may wait until the home is counted. */
    interface Book {
        QuotaUsage usage();

        /** Adds to the figures unless a limit would be crossed: both numbers or none. Negative numbers are refused. */
        boolean reserve(long bytes, long files);

        /** Takes from the figures; they never fall below 0. */
        void release(long bytes, long files);

        /** Keeps out everybody else who settles what stands at {@code path}, until it is closed. */
        Hold hold(VirtualPath path);
    }

    /** Exclusive use of a path's figures. */
    interface Hold extends AutoCloseable {
        @Override
        void close();
    }
}
