package dev.filegate.core.token;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Tokens in memory. */
public final class MemoryTokenStore implements TokenStore {
    private final Map<String, AccessToken> tokens = new ConcurrentHashMap<>();

    @Override
    public Optional<AccessToken> find(String id) {
        return Optional.ofNullable(tokens.get(id));
    }

    @Override
    public boolean add(AccessToken token) {
        return tokens.putIfAbsent(token.id(), token) == null;
    }

    @Override
    public boolean remove(String id) {
        return tokens.remove(id) != null;
    }

    @Override
    public List<AccessToken> list() {
        return tokens.values().stream()
                .sorted(Comparator.comparing(AccessToken::created).thenComparing(AccessToken::id))
                .toList();
    }
}
