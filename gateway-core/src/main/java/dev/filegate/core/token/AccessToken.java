package dev.filegate.core.token;

import java.time.Instant;

/**
 * A token as it is kept: never the secret itself.
 *
 * @param id short and public, the first part of the token that its bearer sends
 * @param name for people
 * @param hash of the secret, as whoever checks it made it; opaque to the store
 * @param expires first moment it no longer counts; {@link Instant#MAX} for never
 */
public record AccessToken(String id, String name, Role role, String hash, Instant created, Instant expires) {
    /** Without the hash, which belongs into no log. */
    @Override
    public String toString() {
        return "AccessToken[" + id + ", " + name + ", " + role.word() + ", expires " + expires + "]";
    }
}
