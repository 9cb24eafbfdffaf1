package dev.filegate.core.directory;

import dev.filegate.core.account.Account;
import dev.filegate.core.account.AccountRules;
import dev.filegate.core.account.FilePatterns;
import dev.filegate.core.account.Limit;
import dev.filegate.core.account.Limits;
import dev.filegate.core.account.Mount;
import dev.filegate.core.account.PathRule;
import dev.filegate.core.account.Permission;
import dev.filegate.core.auth.AccountRecord;
import dev.filegate.core.auth.PasswordHash;
import dev.filegate.core.auth.PasswordHashes;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.server.Protocol;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** Makes of a definition and its groups the account that logs in: what the account does not give, the first group gives that does. */
public final class AccountResolution {
    private final AccountDefinition account;
    private final List<Profile> profiles = new ArrayList<>();

    private AccountResolution(AccountDefinition account, List<GroupDefinition> groups) {
        this.account = account;
        profiles.add(account.profile());
        groups.forEach(group -> profiles.add(group.profile()));
    }

    /**
     * The account with its proofs.
     *
     * @param groups that the account names, in its order
     * @throws IllegalArgumentException with words for the operator when nobody gives it a home, or a part of it cannot be understood
     */
    public static AccountRecord resolve(AccountDefinition account, List<GroupDefinition> groups) {
        return new AccountResolution(account, groups).resolve();
    }

    private AccountRecord resolve() {
        Set<Permission> permissions = given(profile -> profile.tree().permissions(), EnumSet.allOf(Permission.class));
        Map<VirtualPath, Mount> mounts = mounts(permissions);
        Mount home = Optional.ofNullable(mounts.remove(VirtualPath.ROOT))
                .orElseThrow(() -> new IllegalArgumentException(
                        "the account has no home: neither it nor a group of it has a mount at /"));
        AccountDefinition.Proofs proofs = account.proofs();
        Account resolved = new Account(
                account.name(),
                Account.Kind.NAMED,
                home,
                List.copyOf(mounts.values()),
                Limits.of(limits()),
                given(profile -> profile.access().protocols(), EnumSet.allOf(Protocol.class)),
                given(profile -> profile.access().networks(), List.of()),
                given(profile -> profile.access().validUntil(), Instant.MAX),
                rules());
        return new AccountRecord(
                resolved,
                proofs.passwordHash().isEmpty() ? PasswordHash.NONE : PasswordHashes.parse(proofs.passwordHash()),
                proofs.authorizedKeys(),
                proofs.authentication(),
                proofs.principals());
    }

    private AccountRules rules() {
        List<PathRule> paths = profiles.stream()
                .flatMap(profile -> profile.tree().paths().stream())
                .toList();
        FilePatterns files = new FilePatterns(
                given(profile -> profile.tree().fileNames().allowed(), List.of()),
                given(profile -> profile.tree().fileNames().denied(), List.of()),
                given(profile -> profile.tree().fileNames().hidden(), List.of()));
        return new AccountRules(
                paths, files, given(profile -> profile.access().hours(), List.of()), account.disabled());
    }

    private Map<VirtualPath, Mount> mounts(Set<Permission> permissions) {
        Map<VirtualPath, Mount> mounts = new TreeMap<>();
        for (Profile profile : profiles) {
            for (MountDefinition mount : profile.tree().mounts()) {
                mounts.computeIfAbsent(mount.at(), _ -> mount(mount, permissions));
            }
        }
        return mounts;
    }

    private Mount mount(MountDefinition mount, Set<Permission> permissions) {
        try {
            return new Mount(
                    mount.at(),
                    mount.storage(),
                    mount.pathOf(account.name()),
                    mount.permissions().orElse(permissions));
        } catch (GatewayException e) {
            throw new IllegalArgumentException("the mount at " + mount.at() + ": " + e.detail(), e);
        }
    }

    private Map<Limit, Long> limits() {
        Map<Limit, Long> limits = new EnumMap<>(Limit.class);
        profiles.forEach(profile -> profile.limits().forEach(limits::putIfAbsent));
        return limits;
    }

    private <T> T given(Function<Profile, Setting<T>> part, T fallback) {
        for (Profile profile : profiles) {
            if (part.apply(profile) instanceof Setting.Given<T>(T value)) {
                return value;
            }
        }
        return fallback;
    }
}
