package dev.filegate.core.auth;

/** What a password is checked against. Immutable and thread-safe. */
public interface PasswordHash {
    /** No password will do. Whoever checks a login spends the time of a real check on it all the same. */
    PasswordHash NONE = secret -> false;

    /** Whether the secret is the password. The time depends on the scheme and its cost only. */
    boolean matches(Secret secret);

    /** What a check costs: equal for two hashes whose checks take the same time. {@code plain} when it takes next to none. */
    default String scheme() {
        return "plain";
    }
}
