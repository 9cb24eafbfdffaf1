package dev.filegate.core.auth;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The accounts declared in the configuration ({@code filegate.accounts.<user>}). Read-only. */
public final class DeclaredAccounts implements AccountDirectory {
    private final Map<String, AccountRecord> byName = new HashMap<>();
    private final Optional<PasswordHash> decoy;

    /** @throws IllegalArgumentException when two accounts have one name */
    public DeclaredAccounts(List<AccountRecord> accounts) {
        for (AccountRecord declared : accounts) {
            String name = declared.account().name();
            if (byName.put(name, declared) != null) {
                throw new IllegalArgumentException("the account \"" + name + "\" is declared twice");
            }
        }
        decoy = usual(accounts);
    }

    @Override
    public Optional<AccountRecord> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    @Override
    public Optional<PasswordHash> decoy() {
        return decoy;
    }

    /** The hash of an account of the scheme that most have; between equally common ones not the plain one. */
    private static Optional<PasswordHash> usual(List<AccountRecord> accounts) {
        List<PasswordHash> hashes = accounts.stream()
                .map(AccountRecord::password)
                .filter(hash -> hash != PasswordHash.NONE)
                .toList();
        Map<String, Long> counts =
                hashes.stream().collect(Collectors.groupingBy(PasswordHash::scheme, Collectors.counting()));
        return hashes.stream()
                .max(Comparator.comparing((PasswordHash hash) -> counts.getOrDefault(hash.scheme(), 0L))
                        .thenComparing(hash -> !hash.scheme().equals("plain")));
    }
}
