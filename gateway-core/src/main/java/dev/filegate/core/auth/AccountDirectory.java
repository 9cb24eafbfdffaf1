package dev.filegate.core.auth;

import java.util.Optional;

/** Where accounts come from: the configuration, later a database or LDAP. Thread-safe; may block. */
public interface AccountDirectory {
    /**
     * The account of that name with its proofs, or empty if this directory does not know it. Whether it may log in now is not decided here.
     *
     * @throws dev.filegate.core.failure.GatewayException UNAVAILABLE when the directory cannot be asked
     */
    Optional<AccountRecord> find(String name);

    /**
     * A hash of the scheme and cost that most of its accounts have. It is checked in place of the hash that an unknown name does not have,
     * so that the time of a refusal does not tell which names exist; what comes of that check is ignored. Empty when the directory has no passwords.
     */
    Optional<PasswordHash> decoy();
}
