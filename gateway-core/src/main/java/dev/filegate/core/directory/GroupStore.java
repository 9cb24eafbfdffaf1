package dev.filegate.core.directory;

import java.util.Optional;

/**
 * Where groups are kept. Implemented by {@code gateway-db}, in memory by {@code MemoryAccountStore} for tests. Blocking, thread-safe;
 * throws UNAVAILABLE as {@link AccountStore} does.
 */
public interface GroupStore {
    Optional<Versioned<GroupDefinition>> findGroup(String name);

    /** Done or Taken. */
    Change<GroupDefinition> createGroup(GroupDefinition group);

    /** Done, Conflict or Missing. */
    Change<GroupDefinition> updateGroup(GroupDefinition group, long version);

    /** Done, Conflict, Missing, or InUse while accounts belong to it. */
    Change<GroupDefinition> deleteGroup(String name, long version);

    Page<Versioned<GroupDefinition>> listGroups(Listing listing);
}
