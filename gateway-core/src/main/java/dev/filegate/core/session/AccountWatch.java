package dev.filegate.core.session;

import dev.filegate.core.directory.AccountStore;
import dev.filegate.core.directory.StoredAccounts;
import dev.filegate.core.failure.GatewayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks from time to time what has changed in the store of accounts, by whatever node, and lets the sessions of this one know: they go on
 * under the new rules, or end when the account may no longer log in. Thread-safe.
 */
public final class AccountWatch {
    private static final Logger LOG = LoggerFactory.getLogger(AccountWatch.class);

    private final AccountStore store;
    private final StoredAccounts directory;
    private final GatewaySessions sessions;
    /** Guarded by this. */
    private long revision;

    private boolean away;

    public AccountWatch(AccountStore store, StoredAccounts directory, GatewaySessions sessions) {
        this.store = store;
        this.directory = directory;
        this.sessions = sessions;
    }

    /** Looks now. When the store cannot be asked, sessions go on as they are, and the next look catches up. */
    public synchronized void look() {
        try {
            AccountStore.Changes changes = store.changesSince(revision);
            if (changes.all()) {
                directory.forgetAll();
                sessions.reconsider(_ -> true);
            } else if (!changes.accounts().isEmpty()) {
                directory.forget(changes.accounts());
                sessions.reconsider(changes.accounts()::contains);
            }
            revision = changes.revision();
            away = false;
        } catch (GatewayException e) {
            if (!away) {
                LOG.warn("changes of accounts are not seen at the moment: {}", e.detail());
            }
            away = true;
        }
    }
}
