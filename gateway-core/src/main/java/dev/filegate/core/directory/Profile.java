package dev.filegate.core.directory;

import dev.filegate.core.account.Limit;
import dev.filegate.core.account.Network;
import dev.filegate.core.account.PathRule;
import dev.filegate.core.account.Permission;
import dev.filegate.core.account.TimeWindow;
import dev.filegate.core.path.PathGlob;
import dev.filegate.core.server.Protocol;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an account may have of its own, or get from its groups. Immutable.
 *
 * @param limits those that are given; 0 is an explicit "no bound"
 */
public record Profile(Tree tree, Access access, Map<Limit, Long> limits) {
    /** Gives nothing. */
    public static final Profile NONE = new Profile(Tree.NONE, Access.NONE, Map.of());

    /** @throws IllegalArgumentException for a negative limit */
    public Profile {
        Map<Limit, Long> ordered = new EnumMap<>(Limit.class);
        ordered.putAll(limits);
        ordered.forEach((limit, value) -> {
            if (value < 0) {
                throw new IllegalArgumentException(limit.word() + " must be 0 or more, not " + value);
            }
        });
        limits = Map.copyOf(ordered);
    }

    /**
     * What is seen and may be done there.
     *
     * @param mounts the home at {@code /} and further ones; an account's hides its group's at the same place
     * @param permissions what is allowed where neither a mount nor a path rule says it; everything when nobody gives it
     * @param paths permissions of some paths; an account's are asked before its groups'
     */
    public record Tree(
            List<MountDefinition> mounts,
            Setting<Set<Permission>> permissions,
            List<PathRule> paths,
            FileNames fileNames) {
        public static final Tree NONE = new Tree(List.of(), Setting.inherited(), List.of(), FileNames.NONE);

        public Tree {
            mounts = List.copyOf(mounts);
            paths = List.copyOf(paths);
        }
    }

    /** Patterns as in {@link dev.filegate.core.account.FilePatterns}. */
    public record FileNames(
            Setting<List<PathGlob>> allowed, Setting<List<PathGlob>> denied, Setting<List<PathGlob>> hidden) {
        public static final FileNames NONE =
                new FileNames(Setting.inherited(), Setting.inherited(), Setting.inherited());
    }

    /**
     * How and when it may log in.
     *
     * @param protocols every protocol when nobody gives them
     * @param networks empty, or nobody gives them: from anywhere
     * @param hours empty, or nobody gives them: always
     * @param validUntil first moment it may no longer log in; {@link Instant#MAX} for never
     */
    public record Access(
            Setting<Set<Protocol>> protocols,
            Setting<List<Network>> networks,
            Setting<List<TimeWindow>> hours,
            Setting<Instant> validUntil) {
        public static final Access NONE =
                new Access(Setting.inherited(), Setting.inherited(), Setting.inherited(), Setting.inherited());
    }
}
