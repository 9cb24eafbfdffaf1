package dev.filegate.core.auth;

import dev.filegate.core.account.Account;
import dev.filegate.core.path.NameCodec;
import java.time.Instant;
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
                known.<Verdict>map(account -> accepted(account, Map.of()))
                        .orElse(new Verdict.Refused("there is no account \"" + address.user() + "\""));
            case Credential.PublicKey key -> checkKey(key, known);
            case Credential.Certificate certificate -> checkCertificate(certificate, known);
        };
    }

    @Override
    public Optional<Account> account(String user) {
        return find(user).map(AccountRecord::account);
    }

    private static Verdict checkKey(Credential.PublicKey shown, Optional<AccountRecord> known) {
        if (known.isEmpty()) {
            return new Verdict.Refused("unknown user");
        }
        AuthorizedKeys keys = AuthorizedKeys.parse(known.get().authorizedKeys());
        return keys.accept(shown.key(), shown.from(), Instant.now())
                ? accepted(known.get(), Map.of("key", shown.key().toString()))
                : new Verdict.Refused("the key " + shown.key() + " is not authorized");
    }

    private static Verdict checkCertificate(Credential.Certificate shown, Optional<AccountRecord> known) {
        String id = NameCodec.printable(shown.id());
        if (known.isEmpty()) {
            return new Verdict.Refused("unknown user");
        }
        List<String> names = known.get().principals();
        return shown.principals().contains(shown.user()) || names.stream().anyMatch(shown.principals()::contains)
                ? accepted(known.get(), Map.of("certificate", id))
                : new Verdict.Refused("the certificate \"" + id + "\" is not for this user");
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
        return matches ? accepted(known.get(), Map.of()) : new Verdict.Refused("wrong password");
    }

    private static Verdict accepted(AccountRecord known, Map<String, String> notes) {
        return new Verdict.Accepted(known.account(), notes, known.authentication());
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
