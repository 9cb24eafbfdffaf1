package dev.filegate.core.directory;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.NameCodec;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Accounts and groups in memory, with the promises of the database's. */
public final class MemoryAccountStore implements AccountStore, GroupStore {
    private final NavigableMap<String, Versioned<AccountDefinition>> accounts =
            new TreeMap<>(NameCodec::compareByCodePoint);
    private final NavigableMap<String, Versioned<GroupDefinition>> groups =
            new TreeMap<>(NameCodec::compareByCodePoint);
    private final NavigableMap<Long, String> changes = new TreeMap<>();
    private boolean away;
    private long revision = 1;

    /** From here on every call fails as when the database is stopped, until it is back. */
    public synchronized void away(boolean gone) {
        away = gone;
    }

    private void ask() {
        if (away) {
            throw new GatewayException(Failure.UNAVAILABLE, "the database of accounts does not answer");
        }
    }

    @Override
    public synchronized Optional<Versioned<AccountDefinition>> find(String name) {
        ask();
        return Optional.ofNullable(accounts.get(name));
    }

    @Override
    public synchronized Change<AccountDefinition> create(AccountDefinition account) {
        ask();
        if (accounts.containsKey(account.name())) {
            return new Change.Taken<>();
        }
        return put(account, 1);
    }

    private Change<AccountDefinition> put(AccountDefinition account, long version) {
        for (String group : account.groups()) {
            if (!groups.containsKey(group)) {
                return new Change.Invalid<>("groups", "there is no group \"" + group + "\"");
            }
        }
        Versioned<AccountDefinition> stored = new Versioned<>(account, version, Instant.now());
        accounts.put(account.name(), stored);
        changes.put(++revision, account.name());
        return new Change.Done<>(stored);
    }

    @Override
    public synchronized Change<AccountDefinition> update(AccountDefinition account, long version) {
        ask();
        Versioned<AccountDefinition> current = accounts.get(account.name());
        if (current == null) {
            return new Change.Missing<>();
        }
        return current.version() == version ? put(account, version + 1) : new Change.Conflict<>(current);
    }

    @Override
    public synchronized Change<AccountDefinition> delete(String name, long version) {
        ask();
        Versioned<AccountDefinition> current = accounts.get(name);
        if (current == null) {
            return new Change.Missing<>();
        }
        if (current.version() != version) {
            return new Change.Conflict<>(current);
        }
        accounts.remove(name);
        changes.put(++revision, name);
        return new Change.Done<>(current);
    }

    @Override
    public synchronized Page<Versioned<AccountDefinition>> list(Listing listing) {
        ask();
        return page(
                accounts,
                listing,
                found -> listing.group().isEmpty() || found.value().groups().contains(listing.group()));
    }

    private static <T> Page<Versioned<T>> page(
            NavigableMap<String, Versioned<T>> all, Listing listing, Predicate<Versioned<T>> wanted) {
        String part = listing.containing().toLowerCase(Locale.ROOT);
        List<String> names = all.tailMap(listing.after(), false).entrySet().stream()
                .filter(entry -> entry.getKey().toLowerCase(Locale.ROOT).contains(part))
                .filter(entry -> wanted.test(entry.getValue()))
                .map(java.util.Map.Entry::getKey)
                .limit(listing.limit() + 1L)
                .toList();
        boolean more = names.size() > listing.limit();
        List<String> shown = more ? names.subList(0, listing.limit()) : names;
        return new Page<>(
                shown.stream()
                        .flatMap(name -> Optional.ofNullable(all.get(name)).stream())
                        .toList(),
                more ? shown.getLast() : "");
    }

    @Override
    public synchronized List<GroupDefinition> groups(List<String> names) {
        ask();
        return names.stream()
                .flatMap(name -> Optional.ofNullable(groups.get(name)).stream())
                .map(Versioned::value)
                .toList();
    }

    @Override
    public synchronized Optional<String> anyPasswordHash() {
        ask();
        return accounts.values().stream()
                .map(found -> found.value().proofs().passwordHash())
                .filter(hash -> !hash.isEmpty())
                .findFirst();
    }

    @Override
    public synchronized Changes changesSince(long since) {
        ask();
        if (since == 0) {
            return new Changes(revision, Set.of(), false);
        }
        Set<String> names = new HashSet<>(changes.tailMap(since, false).values());
        boolean all = names.remove("");
        return new Changes(revision, names, all);
    }

    @Override
    public synchronized Optional<Versioned<GroupDefinition>> findGroup(String name) {
        ask();
        return Optional.ofNullable(groups.get(name));
    }

    @Override
    public synchronized Change<GroupDefinition> createGroup(GroupDefinition group) {
        ask();
        return groups.containsKey(group.name()) ? new Change.Taken<>() : putGroup(group, 1);
    }

    private Change<GroupDefinition> putGroup(GroupDefinition group, long version) {
        Versioned<GroupDefinition> stored = new Versioned<>(group, version, Instant.now());
        groups.put(group.name(), stored);
        changes.put(++revision, "");
        return new Change.Done<>(stored);
    }

    @Override
    public synchronized Change<GroupDefinition> updateGroup(GroupDefinition group, long version) {
        ask();
        Versioned<GroupDefinition> current = groups.get(group.name());
        if (current == null) {
            return new Change.Missing<>();
        }
        return current.version() == version ? putGroup(group, version + 1) : new Change.Conflict<>(current);
    }

    @Override
    public synchronized Change<GroupDefinition> deleteGroup(String name, long version) {
        ask();
        Versioned<GroupDefinition> current = groups.get(name);
        if (current == null) {
            return new Change.Missing<>();
        }
        if (current.version() != version) {
            return new Change.Conflict<>(current);
        }
        long members = accounts.values().stream()
                .filter(account -> account.value().groups().contains(name))
                .count();
        if (members > 0) {
            return new Change.InUse<>(members);
        }
        groups.remove(name);
        changes.put(++revision, "");
        return new Change.Done<>(current);
    }

    @Override
    public synchronized Page<Versioned<GroupDefinition>> listGroups(Listing listing) {
        ask();
        return page(groups, listing, _ -> true);
    }
}
