package dev.filegate.core.session;

import dev.filegate.core.account.Account;
import dev.filegate.core.account.Limits;
import dev.filegate.core.account.Mount;
import dev.filegate.core.audit.AuditContext;
import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.failure.Rule;
import dev.filegate.core.server.Protocol;
import dev.filegate.core.storage.QuotaUsage;
import dev.filegate.core.storage.Storage;
import dev.filegate.core.storage.StorageBackend;
import dev.filegate.core.storage.rule.AuditedStorage;
import dev.filegate.core.storage.rule.DropBoxStorage;
import dev.filegate.core.storage.rule.InMemoryTransferVolumes;
import dev.filegate.core.storage.rule.MeteredStorage;
import dev.filegate.core.storage.rule.MountedStorage;
import dev.filegate.core.storage.rule.PatternedStorage;
import dev.filegate.core.storage.rule.PermittedStorage;
import dev.filegate.core.storage.rule.QuotaLedger;
import dev.filegate.core.storage.rule.QuotaStorage;
import dev.filegate.core.storage.rule.RehearsedLedger;
import dev.filegate.core.storage.rule.RehearsedStorage;
import dev.filegate.core.storage.rule.RehearsedVolumes;
import dev.filegate.core.storage.rule.SharedReads;
import dev.filegate.core.storage.rule.SizedStorage;
import dev.filegate.core.storage.rule.ThrottledStorage;
import dev.filegate.core.storage.rule.TimelyStorage;
import dev.filegate.core.storage.rule.TransferVolumes;
import dev.filegate.core.storage.rule.VolumePeriods;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The one place where an account's tree is put together and wrapped in the rules, outermost first:
 * Audited(Timely(Patterned(Permitted(DropBox(Quota(Sized(Metered(Throttled(SharedReads(Mounted(backends))))))))))). A rule that has nothing to say for an account is left out. Audit is
 * outside so that refusals are recorded; permission comes before quota so that a refusal reserves nothing.
 */
final class StorageStack {
    private final Map<String, StorageBackend> backends;
    private final QuotaLedger quotas;
    private final InstantSource clock;
    private volatile SharedReads sharedReads = new SharedReads(0);
    private volatile TransferVolumes volumes;
    private volatile long largestSum;

    StorageStack(Map<String, ? extends StorageBackend> backends, QuotaLedger quotas, InstantSource clock) {
        this.backends = Map.copyOf(backends);
        this.quotas = quotas;
        this.clock = clock;
        this.volumes = new InMemoryTransferVolumes(clock);
    }

    /** From here on logins count what they move there. */
    void count(TransferVolumes elsewhere) {
        volumes = elsewhere;
    }

    /** From here on logins have the SHA-256 of transfers up to so many bytes written down. */
    void sumUpTo(long bytes) {
        largestSum = bytes;
    }

    /** From here on sessions of TFTP read what others read too from {@code reads}. */
    void shareReads(SharedReads reads) {
        sharedReads = reads;
    }

    /** An account's tree as one session sees it. Asks no backend: storages are opened when they are first used. */
    Tree build(Account account, AuditContext context, InetAddress remote) {
        return build(account, context, mount -> open(mount, owner(account, remote)), new Figures(quotas, volumes));
    }

    /** Where it is written how much accounts store, and have moved. */
    private record Figures(QuotaLedger quotas, TransferVolumes volumes) {}

    /**
     * The same rules around storages that are looked at but not changed, with a copy of the figures of quotas.
     *
     * @param size bytes that would be moved
     */
    Tree rehearsal(Account account, AuditContext context, InetAddress remote, long size) {
        return build(
                account,
                context,
                mount -> new RehearsedStorage(open(mount, owner(account, remote))),
                new Figures(new RehearsedLedger(quotas), new RehearsedVolumes(volumes, size)));
    }

    private Tree build(Account account, AuditContext context, Function<Mount, Storage> trees, Figures figures) {
        Limits limits = account.limits();
        String owner = owner(account, context.origin().remote().getAddress());
        Storage storage = new MountedStorage(account, trees, clock.instant());
        if (context.origin().protocol() == Protocol.TFTP) {
            storage = sharedReads.over(storage, owner);
        }
        Optional<ThrottledStorage> throttled = Optional.empty();
        if (limits.uploadRate() > 0 || limits.downloadRate() > 0) {
            throttled = Optional.of(new ThrottledStorage(storage, limits));
            storage = throttled.get();
        }
        if (VolumePeriods.limited(limits)) {
            storage = new MeteredStorage(storage, limits, figures.volumes().open(account.name(), limits));
        }
        if (limits.largestFile() > 0) {
            storage = new SizedStorage(storage, limits.largestFile());
        }
        Optional<QuotaStorage> quota = Optional.empty();
        if (limits.quotaBytes() > 0 || limits.quotaFiles() > 0) {
            quota = Optional.of(new QuotaStorage(storage, account, figures.quotas()));
            storage = quota.get();
        }
        if (account.kind() == Account.Kind.DROP_BOX) {
            storage = new DropBoxStorage(storage);
        }
        storage = new PermittedStorage(storage, account);
        if (PatternedStorage.concerns(account)) {
            storage = new PatternedStorage(storage, account);
        }
        if (LoginRules.bindToTime(account)) {
            storage = new TimelyStorage(storage, () -> refuseOverdue(account));
        }
        storage = new AuditedStorage(storage, context, clock, largestSum);
        return new Tree(account, storage, quota, throttled);
    }

    private void refuseOverdue(Account account) {
        LoginRules.overdue(account, clock.instant()).ifPresent(objection -> {
            throw new GatewayException(Failure.PERMISSION_DENIED, objection.reason(), objection.rule());
        });
    }

    private Storage open(Mount mount, String owner) {
        StorageBackend backend = backends.get(mount.storage());
        if (backend == null) {
            throw new GatewayException(
                    Failure.UNAVAILABLE, mount.at() + ": the storage \"" + mount.storage() + "\" is not configured");
        }
        return backend.tree(mount.path(), owner);
    }

    /** Visitors share one account, but nobody may see or continue what another visitor uploads. */
    private static String owner(Account account, InetAddress remote) {
        return account.kind().anonymous() ? "visitor:" + remote.getHostAddress() : "account:" + account.name();
    }

    /** An account's tree with what else the session needs of it. */
    static final class Tree {
        private final Account account;
        private final Storage storage;
        private final Optional<QuotaStorage> quota;
        private final Optional<ThrottledStorage> throttled;

        private Tree(
                Account account, Storage storage, Optional<QuotaStorage> quota, Optional<ThrottledStorage> throttled) {
            this.account = account;
            this.storage = storage;
            this.quota = quota;
            this.throttled = throttled;
        }

        Account account() {
            return account;
        }

        Storage storage() {
            return storage;
        }

        /** The rules around it that may refuse something, in the order in which they are asked. */
        List<Rule> rules() {
            List<Rule> rules = new ArrayList<>();
            if (PatternedStorage.concerns(account)) {
                rules.add(Rule.FILE_PATTERNS);
            }
            rules.add(Rule.PERMISSIONS);
            if (account.kind() == Account.Kind.DROP_BOX) {
                rules.add(Rule.DROP_BOX);
            }
            if (quota.isPresent()) {
                rules.add(Rule.QUOTA);
            }
            if (account.limits().largestFile() > 0) {
                rules.add(Rule.FILE_SIZE);
            }
            if (VolumePeriods.limited(account.limits())) {
                rules.add(Rule.TRANSFER_VOLUME);
            }
            rules.add(Rule.MOUNTS);
            rules.add(Rule.STORAGE);
            return rules;
        }

        /** Counts anew what is stored; does nothing without a quota. */
        void recount() {
            quota.ifPresent(QuotaStorage::recount);
        }

        QuotaUsage quota() {
            return quota.map(QuotaStorage::usage).orElse(QuotaUsage.UNLIMITED);
        }

        /** Ends transfers that wait for their rate. */
        void cutOff() {
            throttled.ifPresent(ThrottledStorage::cutOff);
        }
    }
}
