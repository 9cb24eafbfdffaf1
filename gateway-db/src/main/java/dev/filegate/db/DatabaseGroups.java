package dev.filegate.db;

import dev.filegate.core.directory.Change;
import dev.filegate.core.directory.GroupDefinition;
import dev.filegate.core.directory.GroupStore;
import dev.filegate.core.directory.Listing;
import dev.filegate.core.directory.Page;
import dev.filegate.core.directory.Versioned;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Groups in the database. */
@Singleton
public class DatabaseGroups implements GroupStore {
    private final GroupRepository groups;
    private final Revisions revisions;
    private final EntityManager entities;
    private final Transactions transactions;

    DatabaseGroups(GroupRepository groups, Revisions revisions, EntityManager entities, Transactions transactions) {
        this.groups = groups;
        this.revisions = revisions;
        this.entities = entities;
        this.transactions = transactions;
    }

    @Override
    public Optional<Versioned<GroupDefinition>> findGroup(String name) {
        return transactions.call(() -> groups.findByIdOptional(name).map(DatabaseGroups::definition));
    }

    @Override
    public Change<GroupDefinition> createGroup(GroupDefinition group) {
        try {
            return transactions.attempt(() -> {
                if (groups.findByIdOptional(group.name()).isPresent()) {
                    return new Change.Taken<>();
                }
                GroupEntity row = new GroupEntity();
                row.name = group.name();
                fill(row, group);
                groups.persistAndFlush(row);
                revisions.changed(Revisions.ALL);
                return new Change.Done<>(definition(row));
            });
        } catch (RuntimeException e) {
            if (DatabaseFailures.isConstraint(e)) {
                return new Change.Taken<>();
            }
            throw DatabaseFailures.of(e);
        }
    }

    @Override
    public Change<GroupDefinition> updateGroup(GroupDefinition group, long version) {
        try {
            return transactions.attempt(() -> {
                Optional<GroupEntity> row = groups.findByIdOptional(group.name());
                return unlessStale(row, version).orElseGet(() -> {
                    fill(row.orElseThrow(), group);
                    groups.flush();
                    revisions.changed(Revisions.ALL);
                    return new Change.Done<>(definition(row.orElseThrow()));
                });
            });
        } catch (RuntimeException e) {
            return raced(e, group.name());
        }
    }

    @Override
    public Change<GroupDefinition> deleteGroup(String name, long version) {
        try {
            return transactions.attempt(() -> {
                Optional<GroupEntity> row = groups.findByIdOptional(name);
                return unlessStale(row, version).or(() -> used(name)).orElseGet(() -> {
                    groups.delete(row.orElseThrow());
                    groups.flush();
                    revisions.changed(Revisions.ALL);
                    return new Change.Done<>(definition(row.orElseThrow()));
                });
            });
        } catch (RuntimeException e) {
            if (DatabaseFailures.isConstraint(e)) {
                return transactions.call(() -> used(name).orElseGet(() -> new Change.InUse<>(1)));
            }
            return raced(e, name);
        }
    }

    private Change<GroupDefinition> raced(RuntimeException e, String name) {
        if (!DatabaseFailures.isStale(e)) {
            throw DatabaseFailures.of(e);
        }
        return findGroup(name)
                .<Change<GroupDefinition>>map(Change.Conflict::new)
                .orElseGet(Change.Missing::new);
    }

    private Optional<Change<GroupDefinition>> used(String name) {
        Number members = (Number) entities.createNativeQuery("select count(*) from membership where group_name = :name")
                .setParameter("name", name)
                .getSingleResult();
        return members.longValue() == 0 ? Optional.empty() : Optional.of(new Change.InUse<>(members.longValue()));
    }

    private static Optional<Change<GroupDefinition>> unlessStale(Optional<GroupEntity> row, long version) {
        if (row.isEmpty()) {
            return Optional.of(new Change.Missing<>());
        }
        return row.filter(found -> found.version != version).map(found -> new Change.Conflict<>(definition(found)));
    }

    private static void fill(GroupEntity row, GroupDefinition group) {
        row.description = group.description();
        row.profile = DefinitionText.of(group.profile());
        row.changed = Instant.now().toEpochMilli();
    }

    @Override
    public Page<Versioned<GroupDefinition>> listGroups(Listing listing) {
        return transactions.call(() -> {
            List<GroupEntity> rows = entities.createQuery(
                            "select g from GroupEntity g where g.name > :after"
                                    + " and lower(g.name) like :part escape '!' order by g.name",
                            GroupEntity.class)
                    .setParameter("after", listing.after())
                    .setParameter("part", DatabaseAccounts.containing(listing.containing()))
                    .setMaxResults(listing.limit() + 1)
                    .getResultList();
            boolean more = rows.size() > listing.limit();
            List<Versioned<GroupDefinition>> shown = rows.stream()
                    .limit(listing.limit())
                    .map(DatabaseGroups::definition)
                    .toList();
            return new Page<>(shown, more ? shown.getLast().value().name() : "");
        });
    }

    static Versioned<GroupDefinition> definition(GroupEntity row) {
        return new Versioned<>(
                new GroupDefinition(row.name, row.description, DefinitionText.profile(row.profile)),
                row.version,
                Times.instant(row.changed));
    }
}
