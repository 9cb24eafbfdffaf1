package dev.filegate.core.directory;

import dev.filegate.core.auth.AccountRecord;
import dev.filegate.core.path.NameCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * All accounts and groups, as administration sees them: those declared in the configuration first and read-only, the others in the store.
 * Everything is checked here before it is stored. Thread-safe; throws UNAVAILABLE where the stores do.
 */
public final class Accounts {
    private final NavigableMap<String, AccountEntry> declared = new TreeMap<>(NameCodec::compareByCodePoint);
    private final AccountStore store;
    private final GroupStore groups;
    private final DefinitionCheck check;
    private final Runnable changed;

    /**
     * @param declared accounts of the configuration
     * @param storages names of the configured storages
     * @param changed told after each change, so that running sessions notice at once
     */
    public Accounts(
            List<AccountRecord> declared,
            AccountStore store,
            GroupStore groups,
            Set<String> storages,
            Runnable changed) {
        declared.forEach(record -> this.declared.put(record.account().name(), DeclaredDefinitions.entry(record)));
        this.store = store;
        this.groups = groups;
        this.check = new DefinitionCheck(storages);
        this.changed = changed;
    }

    public Optional<AccountEntry> find(String name) {
        AccountEntry entry = declared.get(name);
        return entry == null ? store.find(name).map(Accounts::stored) : Optional.of(entry);
    }

    private static AccountEntry stored(Versioned<AccountDefinition> stored) {
        return new AccountEntry(stored, AccountEntry.Origin.DATABASE);
    }

    /** Done, Taken, Declared (the name is), or Invalid. */
    public Change<AccountDefinition> create(AccountDefinition account) {
        return declared.containsKey(account.name())
                ? new Change.Declared<>()
                : ifRight(account).orElseGet(() -> tell(store.create(account)));
    }

    /** Done, Conflict, Missing, Declared or Invalid. */
    public Change<AccountDefinition> update(AccountDefinition account, long version) {
        return declared.containsKey(account.name())
                ? new Change.Declared<>()
                : ifRight(account).orElseGet(() -> tell(store.update(account, version)));
    }

    /** Done, Conflict, Missing or Declared. Its files stay. */
    public Change<AccountDefinition> delete(String name, long version) {
        return declared.containsKey(name) ? new Change.Declared<>() : tell(store.delete(name, version));
    }

    private Optional<Change<AccountDefinition>> ifRight(AccountDefinition account) {
        Optional<DefinitionCheck.Problem> problem = check.account(account);
        if (problem.isEmpty()) {
            List<GroupDefinition> found = store.groups(account.groups());
            problem = missing(account.groups(), found).or(() -> DefinitionCheck.together(account, found));
        }
        return problem.map(wrong -> new Change.Invalid<>(wrong.field(), wrong.words()));
    }

    private static Optional<DefinitionCheck.Problem> missing(List<String> named, List<GroupDefinition> found) {
        List<String> names = found.stream().map(GroupDefinition::name).toList();
        return named.stream()
                .filter(name -> !names.contains(name))
                .findFirst()
                .map(name -> new DefinitionCheck.Problem(
                        "groups", "there is no group \"" + NameCodec.printable(name) + "\""));
    }

    private <T> Change<T> tell(Change<T> change) {
        if (change instanceof Change.Done<T>) {
            changed.run();
        }
        return change;
    }

    /** Declared and stored accounts in one sequence by name, a page at a time. */
    public Page<AccountEntry> list(Listing listing) {
        Page<Versioned<AccountDefinition>> page = store.list(listing);
        List<AccountEntry> merged = new ArrayList<>(declaredIn(listing));
        for (Versioned<AccountDefinition> found : page.items()) {
            if (!declared.containsKey(found.value().name())) {
                merged.add(stored(found));
            }
        }
        merged.sort((one, other) -> NameCodec.compareByCodePoint(name(one), name(other)));
        if (!page.next().isEmpty()) {
            merged.removeIf(entry -> NameCodec.compareByCodePoint(name(entry), page.next()) > 0);
        }
        boolean cut = merged.size() > listing.limit();
        List<AccountEntry> shown = cut ? merged.subList(0, listing.limit()) : merged;
        return new Page<>(shown, cut ? name(shown.getLast()) : page.next());
    }

    private List<AccountEntry> declaredIn(Listing listing) {
        String part = listing.containing().toLowerCase(Locale.ROOT);
        return listing.group().isEmpty()
                ? declared.tailMap(listing.after(), false).values().stream()
                        .filter(entry -> name(entry).toLowerCase(Locale.ROOT).contains(part))
                        .limit(listing.limit() + 1L)
                        .toList()
                : List.of();
    }

    private static String name(AccountEntry entry) {
        return entry.stored().value().name();
    }

    public Optional<Versioned<GroupDefinition>> findGroup(String name) {
        return groups.findGroup(name);
    }

    /** Done, Taken or Invalid. */
    public Change<GroupDefinition> createGroup(GroupDefinition group) {
        return ifRight(group).orElseGet(() -> tell(groups.createGroup(group)));
    }

    /** Done, Conflict, Missing or Invalid. */
    public Change<GroupDefinition> updateGroup(GroupDefinition group, long version) {
        return ifRight(group).orElseGet(() -> tell(groups.updateGroup(group, version)));
    }

    /** Done, Conflict, Missing, or InUse while accounts belong to it. */
    public Change<GroupDefinition> deleteGroup(String name, long version) {
        return tell(groups.deleteGroup(name, version));
    }

    private Optional<Change<GroupDefinition>> ifRight(GroupDefinition group) {
        return check.group(group).map(wrong -> new Change.Invalid<>(wrong.field(), wrong.words()));
    }

    public Page<Versioned<GroupDefinition>> listGroups(Listing listing) {
        return groups.listGroups(listing);
    }
}
