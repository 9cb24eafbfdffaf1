package dev.filegate.db;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;

/** Rows of {@link AccountEntity}. */
@Singleton
class AccountRepository implements PanacheRepositoryBase<AccountEntity, String> {}
