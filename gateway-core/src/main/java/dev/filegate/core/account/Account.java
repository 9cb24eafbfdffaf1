package dev.filegate.core.account;

import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.session.Protocol;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Somebody who may log in, and what their world looks like. Immutable; proofs of identity (password hashes, keys) are kept by the
 * {@link AccountDirectory} that knows the account, never here.
 *
 * @param name as the client sends it; case matters
 * @param home what is shown at {@code /}
 * @param mounts further storages inside the tree
 * @param protocols where it may log in
 * @param networks addresses it may come from; empty means anywhere
 * @param validUntil first moment it may no longer log in; {@link Instant#MAX} for never
 * @param kind whether a person or partner with a name of their own, or the anonymous visitor
 */
public record Account(
        String name,
        Kind kind,
        Mount home,
        List<Mount> mounts,
        Limits limits,
        Set<Protocol> protocols,
        List<Network> networks,
        Instant validUntil) {

    /** Whose account it is. */
    public enum Kind {
        NAMED,
        /** Shared by everybody; uploads never overwrite and are never seen by others unless the configuration says so. */
        ANONYMOUS
    }

    public Account {
        mounts = mounts.stream()
                .sorted(Comparator.comparingInt((Mount m) -> m.at().names().size())
                        .reversed())
                .toList();
        protocols = Set.copyOf(protocols);
        networks = List.copyOf(networks);
    }

    /** The mount that holds {@code path}: the deepest one at or above it, the home if there is none. */
    public Mount mountOf(VirtualPath path) {
        for (Mount mount : mounts) {
            if (path.startsWith(mount.at())) {
                return mount;
            }
        }
        return home;
    }

    /** What is allowed at {@code path}. */
    public Set<Permission> permissionsAt(VirtualPath path) {
        return mountOf(path).permissions();
    }
}
