package dev.filegate.db;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;

/** Rows of {@link GroupEntity}. */
@Singleton
class GroupRepository implements PanacheRepositoryBase<GroupEntity, String> {}
