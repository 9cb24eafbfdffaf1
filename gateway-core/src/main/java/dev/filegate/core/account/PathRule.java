package dev.filegate.core.account;

import dev.filegate.core.path.PathGlob;
import java.util.Set;

/**
 * What is allowed at the paths that a pattern matches, in place of what the mount there allows. Of several rules the first that matches
 * decides.
 */
public record PathRule(PathGlob pattern, Set<Permission> permissions) {
    public PathRule {
        permissions = Set.copyOf(permissions);
    }
}
