package dev.filegate.db;

import dev.filegate.core.token.AccessToken;
import dev.filegate.core.token.Role;
import dev.filegate.core.token.TokenStore;
import io.quarkus.panache.common.Sort;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Tokens of the admin API in the database. */
@Singleton
public class DatabaseTokens implements TokenStore {
    private final TokenRepository tokens;
    private final Transactions transactions;

    DatabaseTokens(TokenRepository tokens, Transactions transactions) {
        this.tokens = tokens;
        this.transactions = transactions;
    }

    @Override
    public Optional<AccessToken> find(String id) {
        return transactions.call(() -> tokens.findByIdOptional(id).map(DatabaseTokens::token));
    }

    @Override
    public boolean add(AccessToken token) {
        TokenEntity row = new TokenEntity();
        row.id = token.id();
        row.name = token.name();
        row.role = token.role().word();
        row.hash = token.hash();
        row.created = Times.millis(token.created());
        row.expires = Times.millis(token.expires());
        try {
            return transactions.attempt(() -> {
                if (tokens.findByIdOptional(token.id()).isPresent()) {
                    return false;
                }
                tokens.persistAndFlush(row);
                return true;
            });
        } catch (RuntimeException e) {
            if (DatabaseFailures.isConstraint(e)) {
                return false;
            }
            throw DatabaseFailures.of(e);
        }
    }

    @Override
    public boolean remove(String id) {
        return transactions.call(() -> tokens.deleteById(id));
    }

    @Override
    public List<AccessToken> list() {
        return transactions.call(() -> tokens.listAll(Sort.by("created").and("id")).stream()
                .map(DatabaseTokens::token)
                .toList());
    }

    private static AccessToken token(TokenEntity row) {
        return new AccessToken(
                row.id,
                row.name,
                Role.valueOf(row.role.toUpperCase(Locale.ROOT)),
                row.hash,
                Times.instant(row.created),
                Times.instant(row.expires));
    }
}
