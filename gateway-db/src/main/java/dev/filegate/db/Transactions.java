package dev.filegate.db;

import com.arjuna.ats.arjuna.common.arjPropertyManager;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import java.util.function.Supplier;

/** Runs work in a transaction of its own. Thread-safe; works on any thread. */
@Singleton
@RegisterForReflection(classNames = Transactions.PROCESS_ID)
class Transactions {
    static final String PROCESS_ID = "com.arjuna.ats.internal.arjuna.utils.UuidProcessId";

    /** Longer than any question of ours takes, shorter than a client waits. */
    private static final int SECONDS = 30;

    /** Before the first transaction: the library would hold a port open for the sake of its number. */
    Transactions() {
        arjPropertyManager.getCoreEnvironmentBean().setProcessImplementationClassName(PROCESS_ID);
    }

    /**
     * Runs it, committed when it returns.
     *
     * @throws dev.filegate.core.failure.GatewayException UNAVAILABLE when the database does not answer; whether the work was done is
     *     not known then
     */
    <T> T call(Supplier<T> work) {
        try {
            return attempt(work);
        } catch (RuntimeException e) {
            throw DatabaseFailures.of(e);
        }
    }

    /** As {@link #call}, but what is thrown is left as it is. */
    <T> T attempt(Supplier<T> work) {
        return QuarkusTransaction.requiringNew().timeout(SECONDS).call(work::get);
    }
}
