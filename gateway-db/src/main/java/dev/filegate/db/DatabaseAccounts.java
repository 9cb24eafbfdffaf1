package dev.filegate.db;

import dev.filegate.core.directory.AccountDefinition;
import dev.filegate.core.directory.AccountStore;
import dev.filegate.core.directory.Change;
import dev.filegate.core.directory.GroupDefinition;
import dev.filegate.core.directory.Listing;
import dev.filegate.core.directory.Page;
import dev.filegate.core.directory.Versioned;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Accounts in the database. */
@Singleton
public class DatabaseAccounts implements AccountStore {
    private final AccountRepository accounts;
    private final GroupRepository groups;
    private final Revisions revisions;
    private final EntityManager entities;
    private final Transactions transactions;

    DatabaseAccounts(
            AccountRepository accounts,
            GroupRepository groups,
            Revisions revisions,
            EntityManager entities,
            Transactions transactions) {
        this.accounts = accounts;
        this.groups = groups;
        this.revisions = revisions;
        this.entities = entities;
        this.transactions = transactions;
    }

    @Override
    public Optional<Versioned<AccountDefinition>> find(String name) {
        return canBeKept(name)
                ? transactions.call(() -> accounts.findByIdOptional(name).map(DatabaseAccounts::definition))
                : Optional.empty();
    }

    /** Anybody may ask for any name; no account was ever stored under one that PostgreSQL has no place for. */
    private static boolean canBeKept(String name) {
        return name.chars().allMatch(c -> c >= ' ');
    }

    @Override
    public Optional<Membership> member(String name) {
        if (!canBeKept(name)) {
            return Optional.empty();
        }
        return transactions.call(() -> accounts.findByIdOptional(name)
                .map(DatabaseAccounts::definition)
                .map(found -> new Membership(found, groupsOf(found.value().groups()))));
    }

    @Override
    public List<GroupDefinition> groups(List<String> names) {
        return transactions.call(() -> groupsOf(names));
    }

    private List<GroupDefinition> groupsOf(List<String> names) {
        return names.stream()
                .flatMap(name -> groups.findByIdOptional(name).stream())
                .map(row -> DatabaseGroups.definition(row).value())
                .toList();
    }

    @Override
    public Change<AccountDefinition> create(AccountDefinition account) {
        try {
            return transactions.attempt(() -> {
                if (accounts.findByIdOptional(account.name()).isPresent()) {
                    return new Change.Taken<>();
                }
                return missingGroup(account).orElseGet(() -> {
                    AccountEntity row = new AccountEntity();
                    row.name = account.name();
                    fill(row, account);
                    accounts.persistAndFlush(row);
                    return written(row, account);
                });
            });
        } catch (RuntimeException e) {
            if (DatabaseFailures.isConstraint(e)) {
                return new Change.Taken<>();
            }
            throw DatabaseFailures.of(e);
        }
    }

    @Override
    public Change<AccountDefinition> update(AccountDefinition account, long version) {
        try {
            return transactions.attempt(() -> {
                Optional<AccountEntity> row = accounts.findByIdOptional(account.name());
                return unlessStale(row, version).or(() -> missingGroup(account)).orElseGet(() -> {
                    AccountEntity found = row.orElseThrow();
                    fill(found, account);
                    accounts.flush();
                    return written(found, account);
                });
            });
        } catch (RuntimeException e) {
            return raced(e, account.name());
        }
    }

    @Override
    public Change<AccountDefinition> delete(String name, long version) {
        try {
            return transactions.attempt(() -> {
                Optional<AccountEntity> row = accounts.findByIdOptional(name);
                return unlessStale(row, version).orElseGet(() -> {
                    accounts.delete(row.orElseThrow());
                    accounts.flush();
                    revisions.changed(name);
                    return new Change.Done<>(definition(row.orElseThrow()));
                });
            });
        } catch (RuntimeException e) {
            return raced(e, name);
        }
    }

    /** Somebody else was faster between our look and our write. */
    private Change<AccountDefinition> raced(RuntimeException e, String name) {
        if (!DatabaseFailures.isStale(e)) {
            throw DatabaseFailures.of(e);
        }
        return find(name).<Change<AccountDefinition>>map(Change.Conflict::new).orElseGet(Change.Missing::new);
    }

    private static Optional<Change<AccountDefinition>> unlessStale(Optional<AccountEntity> row, long version) {
        if (row.isEmpty()) {
            return Optional.of(new Change.Missing<>());
        }
        return row.filter(found -> found.version != version).map(found -> new Change.Conflict<>(definition(found)));
    }

    private Optional<Change<AccountDefinition>> missingGroup(AccountDefinition account) {
        return account.groups().stream()
                .filter(name -> groups.findByIdOptional(name).isEmpty())
                .findFirst()
                .map(name -> new Change.Invalid<>("groups", "there is no group \"" + name + "\""));
    }

    private static void fill(AccountEntity row, AccountDefinition account) {
        row.description = account.description();
        row.disabled = account.disabled();
        row.passwordHash = account.proofs().passwordHash();
        row.proofs = DefinitionText.of(account.proofs());
        row.memberOf = DefinitionText.of(account.groups());
        row.profile = DefinitionText.of(account.profile());
        row.changed = Instant.now().toEpochMilli();
    }

    private Change<AccountDefinition> written(AccountEntity row, AccountDefinition account) {
        entities.createNativeQuery("delete from membership where account = :account")
                .setParameter("account", account.name())
                .executeUpdate();
        for (String group : account.groups()) {
            entities.createNativeQuery("insert into membership (account, group_name) values (:account, :group)")
                    .setParameter("account", account.name())
                    .setParameter("group", group)
                    .executeUpdate();
        }
        revisions.changed(account.name());
        return new Change.Done<>(definition(row));
    }

    @Override
    public Page<Versioned<AccountDefinition>> list(Listing listing) {
        String members = listing.group().isEmpty()
                ? ""
                : " and a.name in (select m.id.account from MembershipEntity m where m.id.group = :group)";
        return transactions.call(() -> {
            var query = entities.createQuery(
                            "select a from AccountEntity a where a.name > :after"
                                    + " and lower(a.name) like :part escape '!'" + members + " order by a.name",
                            AccountEntity.class)
                    .setParameter("after", listing.after())
                    .setParameter("part", containing(listing.containing()))
                    .setMaxResults(listing.limit() + 1);
            if (!listing.group().isEmpty()) {
                query.setParameter("group", listing.group());
            }
            List<AccountEntity> rows = query.getResultList();
            boolean more = rows.size() > listing.limit();
            List<Versioned<AccountDefinition>> shown = rows.stream()
                    .limit(listing.limit())
                    .map(DatabaseAccounts::definition)
                    .toList();
            return new Page<>(shown, more ? shown.getLast().value().name() : "");
        });
    }

    /** A pattern of LIKE with {@code !} as the escape. */
    static String containing(String part) {
        return "%" + escaped(part.toLowerCase(Locale.ROOT)) + "%";
    }

    static String escaped(String text) {
        return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }

    @Override
    public Optional<String> anyPasswordHash() {
        return transactions.call(() -> accounts.find("passwordHash <> '' order by name")
                .page(0, 1)
                .firstResultOptional()
                .map(row -> row.passwordHash));
    }

    @Override
    public Changes changesSince(long revision) {
        return transactions.call(() -> {
            long now = revisions.current();
            if (revision == 0 || revision == now) {
                return new Changes(now, Set.of(), false);
            }
            Set<String> names = new HashSet<>(revisions.since(revision));
            boolean all = names.remove(Revisions.ALL) || revisions.forgotten(revision);
            return new Changes(now, names.stream().collect(Collectors.toSet()), all);
        });
    }

    private static Versioned<AccountDefinition> definition(AccountEntity row) {
        AccountDefinition definition = new AccountDefinition(
                row.name,
                row.description,
                row.disabled,
                DefinitionText.proofs(row.passwordHash, row.proofs),
                DefinitionText.texts(row.memberOf),
                DefinitionText.profile(row.profile));
        return new Versioned<>(definition, row.version, Times.instant(row.changed));
    }
}
