package dev.filegate.core.account;

import dev.filegate.core.auth.AccountRecord;
import java.util.Optional;

/** Where accounts come from: the configuration, later a database or LDAP. Thread-safe; may block. */
public interface AccountDirectory {
    /**
     * The account of that name with its proofs, or empty if this directory does not know it. Whether it may log in now is not decided here.
     *
     * @throws dev.filegate.core.failure.GatewayException UNAVAILABLE when the directory cannot be asked
     */
    Optional<AccountRecord> find(String name);
}
