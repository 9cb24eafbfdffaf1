package dev.filegate.core.account;

import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.server.Protocol;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Somebody who may log in, and what their world looks like. Immutable; proofs of identity (password hashes, keys) are kept by the
 * directory that knows the account, never here.
 *
 * @param name as the client sends it; case matters
 * @param home what is shown at {@code /}
 * @param mounts further storages inside the tree
 * @param protocols where it may log in
 * @param networks addresses it may come from; empty means anywhere
 * @param validUntil first moment it may no longer log in; {@link Instant#MAX} for never
 * @param kind whether a person or partner with a name of their own, or the anonymous visitor
 * @param rules further rules
 */
public record Account(
        String name,
        Kind kind,
        Mount home,
        List<Mount> mounts,
        Limits limits,
        Set<Protocol> protocols,
        List<Network> networks,
        Instant validUntil,
        AccountRules rules) {

    /** An account without further rules. */
    public Account(
            String name,
            Kind kind,
            Mount home,
            List<Mount> mounts,
            Limits limits,
            Set<Protocol> protocols,
            List<Network> networks,
            Instant validUntil) {
        this(name, kind, home, mounts, limits, protocols, networks, validUntil, AccountRules.NONE);
    }

    /** Whose account it is. */
    public enum Kind {
        NAMED,
        /** Shared by everybody who comes without a name. */
        ANONYMOUS,
        /** Shared likewise, and uploads are private: stored unreadable for others, and neither shown nor given to any visitor. */
        DROP_BOX;

        /** Whether the visitor proved nothing. */
        public boolean anonymous() {
            return this != NAMED;
        }
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

    /** What is allowed at {@code path}: by the first of the path rules that matches, else by the mount. */
    public Set<Permission> permissionsAt(VirtualPath path) {
        for (PathRule rule : rules.paths()) {
            if (rule.pattern().matches(path)) {
                return rule.permissions();
            }
        }
        return mountOf(path).permissions();
    }
}
