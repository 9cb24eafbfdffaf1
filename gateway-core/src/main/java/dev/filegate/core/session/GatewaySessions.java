package dev.filegate.core.session;

import dev.filegate.core.account.Account;
import dev.filegate.core.account.Network;
import dev.filegate.core.audit.AuditEvent;
import dev.filegate.core.audit.AuditTrail;
import dev.filegate.core.audit.Origin;
import dev.filegate.core.auth.Authenticators;
import dev.filegate.core.failure.Rule;
import dev.filegate.core.server.Protocol;
import dev.filegate.core.storage.QuotaUsage;
import dev.filegate.core.storage.StorageBackend;
import dev.filegate.core.storage.rule.QuotaLedger;
import dev.filegate.core.storage.rule.SharedReads;
import dev.filegate.core.storage.rule.TransferVolumes;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The door: who may come in, who is in, and how to get them out. Thread-safe. */
public final class GatewaySessions implements Sessions, Explanations, Quotas {
    private final SessionPolicy policy;
    private final BanList bans;
    private final AuditTrail trail;
    private final InstantSource clock;
    private final SessionTable table = new SessionTable();
    private final TransferTable transfers = new TransferTable();
    private final SessionIds ids = new SessionIds(new SecureRandom().nextLong());
    private final StorageStack stack;
    private final Login login;
    private final Authenticators authenticators;
    private final Rehearsal rehearsal;
    private volatile boolean refusing;

    /**
     * @param backends the configured storages by name; every account's storages must be among them
     * @param quotas where the usage of accounts with a quota is kept
     */
    public GatewaySessions(
            SessionPolicy policy,
            Authenticators authenticators,
            Map<String, ? extends StorageBackend> backends,
            QuotaLedger quotas,
            AuditTrail trail,
            BanList bans,
            InstantSource clock) {
        this.policy = policy;
        this.bans = bans;
        this.trail = trail;
        this.clock = clock;
        this.stack = new StorageStack(backends, quotas, clock);
        this.authenticators = authenticators;
        LoginRate rate = new LoginRate(policy.loginsPerSecond(), clock);
        this.login = new Login(policy, authenticators, stack, rate);
        Rehearsal.Door door = new Rehearsal.Door(policy, bans, table, rate, () -> refusing);
        this.rehearsal = new Rehearsal(door, authenticators, stack, clock);
    }

    /** From here on logins of TFTP share what they read: boot storms ask for one file from everywhere at once. */
    public void shareReads(SharedReads reads) {
        stack.shareReads(reads);
    }

    /** From here on logins count there what they move; until then it is forgotten with the process. */
    public void countVolumes(TransferVolumes volumes) {
        stack.count(volumes);
    }

    /** From here on logins have the SHA-256 of transfers up to so many bytes in the audit trail; until then of none. */
    public void sumUpTo(long bytes) {
        stack.sumUpTo(bytes);
    }

    @Override
    public Admission open(Protocol protocol, InetSocketAddress remote, InetSocketAddress local, Runnable disconnect) {
        if (refusing) {
            return refused(protocol, remote, Rule.SHUTDOWN, "the gateway is shutting down, try again later");
        }
        Optional<Ban> ban = bans.refuse(remote.getAddress());
        if (ban.isPresent()) {
            return banned(protocol, remote, ban.get());
        }
        Network address = Network.ofClient(remote.getAddress());
        if (!table.takePlace(policy.sessions())) {
            return refused(protocol, remote, Rule.SESSIONS, "too many sessions, try again later");
        }
        if (!table.takeAddress(address, policy.sessionsPerAddress())) {
            table.releasePlace();
            return refused(protocol, remote, Rule.SESSIONS_PER_ADDRESS, "too many sessions from your address");
        }
        GatewaySession.House house = new GatewaySession.House(table, transfers, bans, trail, clock);
        GatewaySession session = new GatewaySession(ids.next(), protocol, remote, disconnect, house, login);
        table.add(session);
        session.record(new AuditEvent.SessionOpened(session.origin(), local));
        return new Admission.Admitted(session);
    }

    private Admission refused(Protocol protocol, InetSocketAddress remote, Rule rule, String reason) {
        trail.record(new AuditEvent.SessionRefused(stranger(protocol, remote), reason, rule));
        return new Admission.Refused(reason, false);
    }

    /** Only the first refusal of a ban goes to the sinks: whoever is banned must not fill the disk. */
    private Admission banned(Protocol protocol, InetSocketAddress remote, Ban ban) {
        AuditEvent event =
                new AuditEvent.SessionRefused(stranger(protocol, remote), "banned until " + ban.until(), Rule.BANS);
        if (ban.refusals() == 1) {
            trail.record(event);
        } else {
            trail.count(event);
        }
        return new Admission.Refused("banned", true);
    }

    private Origin stranger(Protocol protocol, InetSocketAddress remote) {
        return new Origin(clock.instant(), "", protocol, remote, "", false, Map.of());
    }

    @Override
    public List<SessionInfo> active() {
        return table.snapshot();
    }

    /** How many sessions there are; cheaper than {@link #active}. */
    public int count() {
        return table.size();
    }

    @Override
    public boolean kill(String id, String reason) {
        Optional<GatewaySession> session = table.find(id);
        session.ifPresent(found -> found.kill(reason));
        return session.isPresent();
    }

    @Override
    public List<TransferInfo> transfers() {
        return transfers.snapshot();
    }

    @Override
    public boolean endTransfer(String id, String reason) {
        return transfers.end(id, reason);
    }

    @Override
    public Explanation explain(Question question) {
        return rehearsal.explain(question);
    }

    @Override
    public Optional<QuotaUsage> usage(String account) {
        return rehearsal.usage(account);
    }

    @Override
    public Optional<QuotaUsage> recount(String account) {
        return rehearsal.recount(account);
    }

    /**
     * Looks again at accounts that may have changed. Their sessions go on under the new rules from their next operation, or end when the
     * account is gone or may not log in any more.
     *
     * @throws dev.filegate.core.failure.GatewayException UNAVAILABLE when a directory cannot be asked
     */
    public void reconsider(Predicate<String> names) {
        Map<String, List<GatewaySession>> byAccount = table.byAccount(names);
        byAccount.forEach((name, open) -> {
            Optional<Account> account = authenticators.account(name);
            open.forEach(session -> session.reconsider(account));
        });
    }

    /** Ends the sessions of accounts that expired, or whose hours are over, since they logged in. To be called every few seconds. */
    public void endOverdue() {
        table.forEach(GatewaySession::endIfOverdue);
    }

    /** From here on nobody is admitted; who is in stays in. */
    public void refuseNew() {
        refusing = true;
    }

    /** Lifts a ban before its time; false if there is none. */
    public boolean liftBan(Network network) {
        boolean lifted = bans.lift(network);
        if (lifted) {
            trail.record(new AuditEvent.BanLifted(clock.instant(), network));
        }
        return lifted;
    }
}
