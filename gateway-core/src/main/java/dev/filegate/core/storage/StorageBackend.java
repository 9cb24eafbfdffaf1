package dev.filegate.core.storage;

import dev.filegate.core.path.VirtualPath;

/** One configured storage ({@code filegate.storage.<name>}). Knows no users, protocols or quotas. Thread-safe. */
public interface StorageBackend extends AutoCloseable {
    /** The name it is configured under. */
    String name();

    /**
     * The tree below {@code base}, which is created if it is missing.
     *
     * @param owner whose partial uploads this tree sees: an opaque key, equal for two sessions of one account
     */
    Storage tree(VirtualPath base, String owner);

    /** Whether it can be reached right now, for the readiness check; throws UNAVAILABLE with words when not. */
    void check();

    @Override
    void close();
}
