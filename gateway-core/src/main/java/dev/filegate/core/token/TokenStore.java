package dev.filegate.core.token;

import java.util.List;
import java.util.Optional;

/**
 * Where tokens are kept, besides the one of a local gateway, which is a file. Implemented by {@code gateway-db}, in memory by
 * {@code MemoryTokenStore} for tests. Blocking, thread-safe; throws UNAVAILABLE when the store cannot be asked.
 */
public interface TokenStore {
    Optional<AccessToken> find(String id);

    /** False when the id is taken. */
    boolean add(AccessToken token);

    /** False when there is none. */
    boolean remove(String id);

    /** All of them, oldest first: there are few. */
    List<AccessToken> list();
}
