package dev.filegate.db;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;

/** Rows of {@link AuditEntity}. */
@Singleton
class AuditRepository implements PanacheRepositoryBase<AuditEntity, Long> {}
