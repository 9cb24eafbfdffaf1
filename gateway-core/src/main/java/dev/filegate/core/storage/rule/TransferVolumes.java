package dev.filegate.core.storage.rule;

import dev.filegate.core.account.Limits;

/** Where it is written how many bytes accounts have moved in a day and in a month. Thread-safe. */
public interface TransferVolumes {
    /** The meter of one account, with the limits it has now. */
    Meter open(String account, Limits limits);

    /** One account's meter. Exact however many sessions use it at the same time. */
    interface Meter {
        /** Takes so many bytes from what may still be moved in this day and month; false, and nothing is taken, when that is less. */
        boolean take(long bytes);

        /** Gives back what was taken and not moved. */
        void giveBack(long bytes);
    }
}
