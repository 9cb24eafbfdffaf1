package dev.filegate.core.auth;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks directories of accounts, one after the other; the first that knows a name decides. A name that nobody knows, and an account
 * without a password, cost one check of a {@linkplain AccountDirectory#decoy decoy}: the one of the last directory that has one, because
 * that is where most accounts are.
 */
final class DirectoryAuthenticator implements Authenticator {
    private final List<AccountDirectory> directories;
    private final PasswordChecks checks;

    DirectoryAuthenticator(List<AccountDirectory> directories, PasswordChecks checks) {
        this.directories = List.copyOf(directories);
        this.checks = checks;
    }

    @Override
    public Verdict authenticate(Credential credential) {
        Optional<AccountRecord> known = find(credential.user());
        return switch (credential) {
            case Credential.Password password -> checkPassword(password, known);
            case Credential.Address address ->
                known.<Verdict>map(DirectoryAuthenticator::accepted)
                        .orElse(new Verdict.Refused("there is no account \"" + address.user() + "\""));
        };
    }

    private Verdict checkPassword(Credential.Password password, Optional<AccountRecord> known) {
        Optional<PasswordHash> own = known.map(AccountRecord::password).filter(hash -> hash != PasswordHash.NONE);
        Optional<PasswordHash> checked = own.or(this::decoy);
        boolean matches = checked.isPresent() && checks.matches(checked.get(), password.secret());
        if (known.isEmpty()) {
            return new Verdict.Refused("unknown user");
        }
        if (own.isEmpty()) {
            return new Verdict.Refused("the account has no password");
        }
        return matches ? accepted(known.get()) : new Verdict.Refused("wrong password");
    }

    private static Verdict accepted(AccountRecord known) {
        return new Verdict.Accepted(known.account(), Map.of());
    }

    private Optional<AccountRecord> find(String name) {
        for (AccountDirectory directory : directories) {
            Optional<AccountRecord> known = directory.find(name);
            if (known.isPresent()) {
                return known;
            }
        }
        return Optional.empty();
    }

    private Optional<PasswordHash> decoy() {
        for (AccountDirectory directory : directories.reversed()) {
            Optional<PasswordHash> decoy = directory.decoy();
            if (decoy.isPresent()) {
                return decoy;
            }
        }
        return Optional.empty();
    }
}
