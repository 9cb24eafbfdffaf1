package dev.filegate.admin.token;

import dev.filegate.core.token.Role;

/**
 * Who sends a request.
 *
 * @param token id of the token
 * @param name name of the token, for the audit trail
 */
public record Caller(String token, String name, Role role) {
    /** Whether it may do what {@code needed} may do: roles are in order, the first one may do everything. */
    public boolean may(Role needed) {
        return role.compareTo(needed) <= 0;
    }
}
