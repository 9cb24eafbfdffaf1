package dev.filegate.core.auth;

/** What a password is checked against. */
public interface PasswordHash {
    /** No password will do. Costs what a real check costs. */
    PasswordHash NONE = secret -> false;

    /** Whether the secret is the password. Constant time for the scheme. */
    boolean matches(Secret secret);
}
