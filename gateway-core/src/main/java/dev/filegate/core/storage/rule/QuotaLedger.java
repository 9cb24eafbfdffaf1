package dev.filegate.core.storage.rule;

import dev.filegate.core.account.Limits;
import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.QuotaUsage;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Where it is written how much each account stores. Thread-safe. */
public interface QuotaLedger {
    /**
     * The book of one account.
     *
     * @param count counts what is stored when the ledger has no figure yet; not called before the book is first used
     */
    Book open(String account, Limits limits, Supplier<Stored> count);

    /** What lies in an account's home: bytes and number of committed files. */
    record Stored(long bytes, long files) {
        public static final Stored NOTHING = new Stored(0, 0);
    }

    /** One account's figures. Exact however many sessions use it at the same time. The first use may wait until the home is counted. */
    interface Book {
        QuotaUsage usage();

        /**
         * Counts anew what is stored and puts the figures right. What running uploads have reserved stays reserved.
         *
         * @throws GatewayException UNSUPPORTED where the figures do not tell the two apart
         */
        default void recount() {
            throw new GatewayException(
                    Failure.UNSUPPORTED, "figures that are kept in memory are counted at the start, and only then");
        }

        /** Adds to the figures unless a limit would be crossed: both numbers or none. Neither is negative. */
        boolean reserve(long bytes, long files);

        /** As {@link #reserve}, for an upload that runs: a recount leaves it alone until {@link #running} takes it back. */
        default boolean reserveRunning(long bytes, long files) {
            return reserve(bytes, files);
        }

        /** Says that an upload runs, or with negative numbers ended, for which so much is reserved. The figures stay as they are. */
        default void running(long bytes, long files) {}

        /** Adds to the figures what is there already, whatever the limits. Neither number is negative. */
        void charge(long bytes, long files);

        /** Takes from the figures; they never fall below 0. Neither number is negative. */
        void release(long bytes, long files);

        /** Keeps out everybody else who settles what stands at these paths, until it is closed by the same thread. */
        Hold hold(List<VirtualPath> paths);

        /**
         * Notes that an interrupted upload of so many bytes, which the figures contain, is kept at {@code path}; 0 for none.
         *
         * @return bytes that were noted there before; the caller owns them now
         */
        long keepPartial(VirtualPath path, long bytes);

        /** The interrupted uploads that were noted; bounded, those noted longest ago are released and forgotten. */
        Map<VirtualPath, Long> partials();
    }

    /** Exclusive use of some paths' figures. */
    interface Hold extends AutoCloseable {
        @Override
        void close();
    }
}
