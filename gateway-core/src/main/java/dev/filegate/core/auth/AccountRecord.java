package dev.filegate.core.auth;

import dev.filegate.core.account.Account;
import java.util.List;

/**
 * An account as its directory knows it: who it is, and what proves it.
 *
 * @param password what the password is checked against; {@link PasswordHash#NONE} when no password will do
 * @param authorizedKeys lines in OpenSSH's authorized_keys format
 * @param authentication the proofs that are demanded, each entry one way to log in: all of its proofs, in that order. Empty when any
 *     single proof will do
 * @param principals names in user certificates that will do, besides the account's own
 */
public record AccountRecord(
        Account account,
        PasswordHash password,
        List<String> authorizedKeys,
        List<List<Credential.Method>> authentication,
        List<String> principals) {
    public AccountRecord {
        authorizedKeys = List.copyOf(authorizedKeys);
        authentication = authentication.stream().map(List::copyOf).toList();
        principals = List.copyOf(principals);
    }

    /** An account that answers to its own name only. */
    public AccountRecord(
            Account account,
            PasswordHash password,
            List<String> authorizedKeys,
            List<List<Credential.Method>> authentication) {
        this(account, password, authorizedKeys, authentication, List.of());
    }

    /** An account for which any single proof will do. */
    public AccountRecord(Account account, PasswordHash password, List<String> authorizedKeys) {
        this(account, password, authorizedKeys, List.of());
    }
}
