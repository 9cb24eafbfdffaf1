package dev.filegate.core.directory;

import dev.filegate.core.account.Account;
import dev.filegate.core.account.AccountRules;
import dev.filegate.core.account.Limit;
import dev.filegate.core.account.Mount;
import dev.filegate.core.auth.AccountRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Shows declared accounts in the form of stored ones: everything is given, proofs are left out but for the names of principals. */
final class DeclaredDefinitions {
    private DeclaredDefinitions() {}

    static AccountEntry entry(AccountRecord declared) {
        Account account = declared.account();
        AccountDefinition definition = new AccountDefinition(
                account.name(),
                "",
                account.rules().disabled(),
                new AccountDefinition.Proofs("", List.of(), declared.principals(), declared.authentication()),
                List.of(),
                new Profile(tree(account), access(account), limits(account)));
        return new AccountEntry(new Versioned<>(definition, 0, Instant.EPOCH), AccountEntry.Origin.DECLARED);
    }

    private static Profile.Tree tree(Account account) {
        List<MountDefinition> mounts = new ArrayList<>();
        mounts.add(mount(account.home()));
        account.mounts().forEach(mount -> mounts.add(mount(mount)));
        AccountRules rules = account.rules();
        return new Profile.Tree(
                mounts,
                Setting.of(account.home().permissions()),
                rules.paths(),
                new Profile.FileNames(
                        Setting.of(rules.files().allowed()),
                        Setting.of(rules.files().denied()),
                        Setting.of(rules.files().hidden())));
    }

    private static MountDefinition mount(Mount mount) {
        return new MountDefinition(
                mount.at(), mount.storage(), mount.path().toString(), Setting.of(mount.permissions()));
    }

    private static Profile.Access access(Account account) {
        return new Profile.Access(
                Setting.of(account.protocols()),
                Setting.of(account.networks()),
                Setting.of(account.rules().hours()),
                Setting.of(account.validUntil()));
    }

    private static Map<Limit, Long> limits(Account account) {
        Map<Limit, Long> limits = new EnumMap<>(Limit.class);
        for (Limit limit : Limit.values()) {
            limits.put(limit, account.limits().value(limit));
        }
        return limits;
    }
}
