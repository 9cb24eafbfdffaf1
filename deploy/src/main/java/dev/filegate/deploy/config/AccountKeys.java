package dev.filegate.deploy.config;

import dev.filegate.core.account.Account;
import dev.filegate.core.account.AccountRules;
import dev.filegate.core.account.Limits;
import dev.filegate.core.account.Mount;
import dev.filegate.core.account.Network;
import dev.filegate.core.account.Permission;
import dev.filegate.core.auth.AccountRecord;
import dev.filegate.core.auth.AuthorizedKeys;
import dev.filegate.core.auth.Credential;
import dev.filegate.core.auth.PasswordHash;
import dev.filegate.core.auth.PasswordHashes;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.server.Protocol;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Keys of the accounts that are declared in the configuration. */
final class AccountKeys {
    private static final String ALL = "all";
    private static final String NO_BOUND = "0";
    private static final Map<String, Credential.Method> METHODS =
            Map.of("publickey", Credential.Method.PUBLIC_KEY, "password", Credential.Method.PASSWORD);
    private static final ValueType<List<String>> KEY_LINES =
            ValueType.listOf("a list of lines of authorized_keys", ValueType.Form.LINES, AccountKeys::keyLine);
    private static final ValueType<List<List<Credential.Method>>> WAYS = ValueType.listOf(
            "a list of `publickey`, `password` or both between commas", ValueType.Form.LINES, AccountKeys::way);

    final KeyGroup group = new KeyGroup(
            "Accounts",
            "`<user>` is the name the client sends; case matters. Accounts declared here are read-only. Rates hold for each session. 0 means no bound.");

    final Key<PasswordHash> password = group.add(
            Key.of(
                            "filegate.accounts.<user>.password",
                            ValueType.of(
                                    "a password, or its hash after `{bcrypt}`, `{argon2id}` or `{crypt}`",
                                    PasswordHashes::parse))
                    .means(
                            "The password, plain or as `{bcrypt}$2b$…`, `{argon2id}$argon2id$…`, `{crypt}$5$…` or `{crypt}$6$…`. No password will do when not set."));
    final Key<List<String>> authorizedKeys = group.add(
            Key.of("filegate.accounts.<user>.authorized-keys", KEY_LINES)
                    .means(
                            "Public keys, each as a line of OpenSSH's authorized_keys; of its options `from` and `expiry-time` are honoured."));
    final Key<List<String>> principals = group.add(
            Key.of("filegate.accounts.<user>.principals", ValueTypes.ITEMS)
                    .means(
                            "Names in user certificates (`filegate.sftp.trusted-user-ca-keys`) that will do besides the account's own."));
    final Key<List<List<Credential.Method>>> authentication = group.add(
            Key.of("filegate.accounts.<user>.authentication", WAYS)
                    .means(
                            "What a login demands, an entry for each way: `publickey`, `password`, or both in the order they are to be given (`publickey,password`). Any single one will do when not set. `password` covers SSH's keyboard-interactive."));
    final Key<String> homeStorage = group.add(Key.of("filegate.accounts.<user>.home.storage", ValueTypes.NAME)
            .means("The storage that `/` of this account lies in. Required."));
    final Key<VirtualPath> homePath = group.add(Key.of("filegate.accounts.<user>.home.path", ValueTypes.TREE_PATH)
            .byDefault("/")
            .means("The directory of that storage that is `/` of this account; created on first login."));
    final Key<VirtualPath> mountAt = group.add(Key.of("filegate.accounts.<user>.mounts[i].at", ValueTypes.TREE_PATH)
            .means("Where in the account's tree a further storage appears. Required for a mount."));
    final Key<String> mountStorage = group.add(Key.of("filegate.accounts.<user>.mounts[i].storage", ValueTypes.NAME)
            .means("The storage that appears there. Required for a mount."));
    final Key<VirtualPath> mountPath = group.add(Key.of("filegate.accounts.<user>.mounts[i].path", ValueTypes.TREE_PATH)
            .byDefault("/")
            .means("The directory of that storage that is shown."));
    final Key<Set<Permission>> mountPermissions =
            group.add(Key.of("filegate.accounts.<user>.mounts[i].permissions", ValueTypes.PERMISSIONS)
                    .means("What is allowed below the mount; what the account may do when not set."));
    final Key<Set<Permission>> permissions =
            group.add(Key.of("filegate.accounts.<user>.permissions", ValueTypes.PERMISSIONS)
                    .byDefault(ALL)
                    .means("What the account may do."));
    final Key<Set<Protocol>> protocols = group.add(Key.of("filegate.accounts.<user>.protocols", ValueTypes.PROTOCOLS)
            .byDefault(ALL)
            .means("Protocols it may log in with."));
    final Key<List<Network>> networks = group.add(Key.of("filegate.accounts.<user>.networks", ValueTypes.NETWORKS)
            .means("Networks it may log in from; anywhere when not set."));
    final Key<Instant> validUntil = group.add(Key.of("filegate.accounts.<user>.valid-until", ValueTypes.INSTANT)
            .means("When it can no longer log in; never when not set."));
    final Key<Integer> maxSessions = group.add(Key.of("filegate.accounts.<user>.max-sessions", ValueTypes.count(0))
            .byDefault(NO_BOUND)
            .means("Sessions at the same time, over all protocols."));
    final AccountRuleKeys rules = new AccountRuleKeys(group);
    final Key<Long> quotaBytes = bound("quota-bytes", ValueTypes.SIZE, "Bytes that may lie in the home.");
    final Key<Long> quotaFiles = bound("quota-files", ValueTypes.COUNT, "Files that may lie in the home.");
    final Key<Long> uploadRate = bound("upload-rate", ValueTypes.SIZE, "Bytes per second from the client.");
    final Key<Long> downloadRate = bound("download-rate", ValueTypes.SIZE, "Bytes per second to the client.");
    final Key<Long> volumePerDay = bound(
            "volume-per-day", ValueTypes.SIZE, "Bytes it may move in a calendar day (UTC), both directions together.");
    final Key<Long> volumePerMonth = bound("volume-per-month", ValueTypes.SIZE, "The same for a calendar month (UTC).");
    final Key<Long> largestFile = bound("largest-file", ValueTypes.SIZE, "Bytes that a file it stores may have.");

    private static String keyLine(String line) {
        AuthorizedKeys.check(line);
        return line;
    }

    private static List<Credential.Method> way(String text) {
        List<Credential.Method> methods = new ArrayList<>();
        for (String word : text.split(",", -1)) {
            Credential.Method method = METHODS.get(word.strip());
            if (method == null || methods.contains(method)) {
                throw new IllegalArgumentException("is not made of publickey and password, each at most once");
            }
            methods.add(method);
        }
        return List.copyOf(methods);
    }

    private Key<Long> bound(String name, ValueType<Long> type, String meaning) {
        return group.add(Key.of("filegate.accounts.<user>." + name, type)
                .byDefault(NO_BOUND)
                .means(meaning));
    }

    /**
     * The accounts, in the order they were met.
     *
     * @param storages the names that may be referred to
     */
    List<AccountRecord> read(Values values, Set<String> storages) {
        List<AccountRecord> accounts = new ArrayList<>();
        for (String user : values.names("filegate.accounts")) {
            if (user.isBlank() || user.chars().anyMatch(Character::isISOControl)) {
                values.report(
                        homeStorage, "\"" + user + "\" is no name", "use a name without control characters", user);
                continue;
            }
            PasswordHash hash = values.find(password, user).orElse(PasswordHash.NONE);
            List<String> keys = values.find(authorizedKeys, user).orElse(List.of());
            List<List<Credential.Method>> ways =
                    values.find(authentication, user).orElse(List.of());
            List<String> names = values.find(principals, user).orElse(List.of());
            readAccount(values, user, storages)
                    .ifPresent(account -> accounts.add(new AccountRecord(account, hash, keys, ways, names)));
        }
        return accounts;
    }

    private Optional<Account> readAccount(Values values, String user, Set<String> storages) {
        Set<Permission> allowed = values.get(permissions, user);
        Optional<String> storage = values.reference(homeStorage, storages, user);
        VirtualPath path = values.get(homePath, user);
        List<Mount> mounts = readMounts(values, user, storages, allowed);
        Limits limits = new Limits(
                values.get(maxSessions, user),
                values.get(uploadRate, user),
                values.get(downloadRate, user),
                values.get(quotaBytes, user),
                values.get(quotaFiles, user),
                values.get(volumePerDay, user),
                values.get(volumePerMonth, user),
                values.get(largestFile, user));
        AccountRules further = rules.read(values, user);
        Set<Protocol> spoken = values.get(protocols, user);
        List<Network> from = values.find(networks, user).orElse(List.of());
        Instant until = values.find(validUntil, user).orElse(Instant.MAX);
        return storage.map(name -> new Account(
                user,
                Account.Kind.NAMED,
                new Mount(VirtualPath.ROOT, name, path, allowed),
                mounts,
                limits,
                spoken,
                from,
                until,
                further));
    }

    private List<Mount> readMounts(Values values, String user, Set<String> storages, Set<Permission> inherited) {
        List<Mount> mounts = new ArrayList<>();
        for (int i : values.indexes(KeyPattern.parse("filegate.accounts.<user>.mounts"), user)) {
            Optional<VirtualPath> at = values.required(mountAt, user, i);
            Optional<String> storage = values.reference(mountStorage, storages, user, i);
            VirtualPath path = values.get(mountPath, user, i);
            Set<Permission> allowed = values.find(mountPermissions, user, i).orElse(inherited);
            if (at.isPresent() && (at.get().isRoot() || mounts.stream().anyMatch(m -> m.at().equals(at.get())))) {
                values.report(mountAt, "\"" + at.get() + "\" is taken already", "choose another place", user, i);
            } else if (at.isPresent() && storage.isPresent()) {
                mounts.add(new Mount(at.get(), storage.get(), path, allowed));
            }
        }
        return mounts;
    }
}
