package dev.filegate.db;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;

/** Rows of {@link TokenEntity}. */
@Singleton
class TokenRepository implements PanacheRepositoryBase<TokenEntity, String> {}
