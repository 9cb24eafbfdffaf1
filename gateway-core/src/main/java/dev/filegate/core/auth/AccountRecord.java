package dev.filegate.core.auth;

import dev.filegate.core.account.Account;
import java.util.List;

/**
 * An account as its directory knows it: who it is, and what proves it.
 *
 * @param password what the password is checked against; {@link PasswordHash#NONE} when no password will do
 * @param authorizedKeys lines in OpenSSH's authorized_keys format
 */
public record AccountRecord(Account account, PasswordHash password, List<String> authorizedKeys) {
    public AccountRecord {
        authorizedKeys = List.copyOf(authorizedKeys);
    }
}
