package dev.filegate.core.session;

import dev.filegate.core.account.Account;
import dev.filegate.core.account.Network;
import dev.filegate.core.audit.AuditContext;
import dev.filegate.core.audit.AuditEvent;
import dev.filegate.core.audit.AuditTrail;
import dev.filegate.core.audit.Origin;
import dev.filegate.core.audit.RunningTransfer;
import dev.filegate.core.auth.Credential;
import dev.filegate.core.failure.Rule;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.server.Protocol;
import dev.filegate.core.storage.QuotaUsage;
import dev.filegate.core.storage.rule.LiveStorage;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One admitted connection: its places in the table, its login, what operators see of it. */
final class GatewaySession implements Session {
    private static final Logger LOG = LoggerFactory.getLogger(GatewaySession.class);

    private final String id;
    private final InetSocketAddress remote;
    private final Runnable disconnect;
    private final House house;
    private final Login login;
    private final Instant since;
    private final LongAdder received = new LongAdder();
    private final LongAdder sent = new LongAdder();
    private volatile Protocol protocol;
    private volatile Map<String, String> notes = Map.of();
    private volatile Instant lastActive;
    private volatile String activity = "connected";
    /** Empty while nobody but the client has a reason to end it. */
    private volatile String ending = "";
    /** Name that the last login attempt claimed; empty before the first. */
    private volatile String claimed = "";

    /** Proofs of an account that demands several, given so far by the user claimed. */
    private volatile List<Credential.Method> proven = List.of();

    private volatile Optional<StorageStack.Tree> tree = Optional.empty();
    /** What the protocol works on: {@link #tree}, also after the account was changed. Guarded by this. */
    private Optional<LiveStorage> live = Optional.empty();

    /** Trees of before the account was changed: transfers that began in them may still run. Guarded by this. */
    private final List<StorageStack.Tree> former = new ArrayList<>();

    /** Guarded by this. */
    private boolean closed;

    private int failures;

    /** What all sessions share. */
    record House(SessionTable table, TransferTable transfers, BanList bans, AuditTrail trail, InstantSource clock) {}

    GatewaySession(
            String id, Protocol protocol, InetSocketAddress remote, Runnable disconnect, House house, Login login) {
        this.id = id;
        this.protocol = protocol;
        this.remote = remote;
        this.disconnect = disconnect;
        this.house = house;
        this.login = login;
        this.since = house.clock().instant();
        this.lastActive = since;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public void protocol(Protocol now) {
        protocol = now;
    }

    @Override
    public LoginResult login(Credential credential) {
        logout();
        if (!claimed.equals(credential.user())) {
            proven = List.of();
        }
        claimed = credential.user();
        Login.Decision decision = login.decide(
                credential, proven, protocol, remote.getAddress(), house.clock().instant());
        return switch (decision) {
            case Login.Decision.Welcome welcome -> {
                proven = List.of();
                yield enter(credential, welcome);
            }
            case Login.Decision.Incomplete incomplete -> {
                List<Credential.Method> longer = new ArrayList<>(proven);
                longer.add(credential.method());
                proven = List.copyOf(longer);
                incomplete.notes().forEach(this::note);
                yield new LoginResult.MoreNeeded(incomplete.next());
            }
            case Login.Decision.Incorrect incorrect -> {
                failed(credential, incorrect.rule(), incorrect.reason());
                failures++;
                // An address proves nothing and is easily forged: it is no guess, and a ban would hit somebody else.
                boolean banned = credential.method() != Credential.Method.ADDRESS && score(Abuse.LOGIN_FAILED);
                yield new LoginResult.Rejected(
                        Login.INCORRECT, login.penalty(failures), banned || login.endsConnection(failures));
            }
            case Login.Decision.NotNow notNow -> {
                failed(credential, notNow.rule(), notNow.reason());
                yield new LoginResult.Rejected(notNow.words(), Duration.ZERO, notNow.disconnect());
            }
        };
    }

    @Override
    public boolean wouldAccept(Credential credential) {
        List<Credential.Method> before = claimed.equals(credential.user()) ? proven : List.of();
        return switch (login.judge(
                credential, before, protocol, remote.getAddress(), house.clock().instant())) {
            case Login.Decision.Welcome _, Login.Decision.Incomplete _ -> true;
            case Login.Decision.Incorrect _, Login.Decision.NotNow _ -> false;
        };
    }

    private LoginResult enter(Credential credential, Login.Decision.Welcome welcome) {
        Account account = welcome.account();
        LiveStorage shown;
        synchronized (this) {
            if (closed) {
                return new LoginResult.Rejected("the session is over", Duration.ZERO, true);
            }
            if (!house.table().takeAccount(account.name(), account.limits().sessions())) {
                failed(credential, Rule.MAX_SESSIONS, "the account has as many sessions as it may have");
                return new LoginResult.Rejected("too many sessions of this account", Duration.ZERO, true);
            }
            StorageStack.Tree own = login.stack().build(account, new Acting(account), remote.getAddress());
            tree = Optional.of(own);
            shown = new LiveStorage(own.storage());
            live = Optional.of(shown);
        }
        failures = 0;
        welcome.notes().forEach(this::note);
        record(new AuditEvent.LoggedIn(origin(), credential.method()));
        return new LoginResult.Accepted(account, shown);
    }

    /** Goes on under what the account is now, or ends. */
    void reconsider(Optional<Account> account) {
        Optional<String> objection = account.isEmpty()
                ? Optional.of("the account was deleted")
                : LoginRules.objection(
                                account.get(),
                                new LoginRules.Arrival(
                                        protocol,
                                        remote.getAddress(),
                                        house.clock().instant()))
                        .map(LoginRules.Objection::reason);
        if (objection.isPresent()) {
            kill(objection.get());
            return;
        }
        synchronized (this) {
            Account now = account.orElseThrow();
            boolean same = tree.filter(old -> old.account().name().equals(now.name())
                            && !old.account().equals(now))
                    .isEmpty();
            if (!same) {
                former.add(tree.orElseThrow());
                StorageStack.Tree next = login.stack().build(now, new Acting(now), remote.getAddress());
                tree = Optional.of(next);
                live.ifPresent(shown -> shown.become(next.storage()));
            }
        }
    }

    /** Ends when the account expired or its hours are over. */
    void endIfOverdue() {
        tree.flatMap(own -> LoginRules.overdue(own.account(), house.clock().instant()))
                .ifPresent(objection -> kill(objection.reason()));
    }

    /** Name of the account that is logged in. */
    Optional<String> accountName() {
        return tree.map(StorageStack.Tree::account).map(Account::name);
    }

    private synchronized void cutOffFormer() {
        former.forEach(StorageStack.Tree::cutOff);
        former.clear();
    }

    private void failed(Credential credential, Rule rule, String reason) {
        record(new AuditEvent.LoginFailed(origin(), credential.method(), reason, rule));
    }

    @Override
    public void logout() {
        leave().ifPresent(_ -> {
            record(new AuditEvent.LoggedOut(origin()));
            claimed = "";
        });
    }

    /** Gives the account's place back, once. Transfers that still run go on (RFC 959 section 4.1.1, REIN). */
    private Optional<StorageStack.Tree> leave() {
        Optional<StorageStack.Tree> left;
        synchronized (this) {
            left = tree;
            tree = Optional.empty();
        }
        left.ifPresent(old -> house.table().releaseAccount(old.account().name()));
        return left;
    }

    @Override
    public QuotaUsage quota() {
        return tree.map(StorageStack.Tree::quota).orElse(QuotaUsage.UNLIMITED);
    }

    @Override
    public void activity(String what) {
        activity = what;
        lastActive = house.clock().instant();
    }

    @Override
    public void note(String key, String value) {
        synchronized (this) {
            Map<String, String> more = new HashMap<>(notes);
            if (value.isEmpty()) {
                more.remove(key);
            } else {
                more.put(key, value);
            }
            notes = Map.copyOf(more);
        }
    }

    @Override
    public void abuse(Abuse kind) {
        score(kind);
    }

    private boolean score(Abuse kind) {
        Optional<Ban> ban = house.bans().abuse(remote.getAddress(), kind);
        ban.ifPresent(begun -> record(new AuditEvent.Banned(
                origin(), begun.network(), Duration.between(begun.since(), begun.until()), begun.repetition())));
        return ban.isPresent();
    }

    @Override
    public synchronized void ending(String reason) {
        if (ending.isEmpty()) {
            ending = reason;
        }
    }

    void kill(String reason) {
        ending(reason);
        tree.ifPresent(StorageStack.Tree::cutOff);
        cutOffFormer();
        try {
            disconnect.run();
        } catch (RuntimeException e) {
            LOG.error("session {} could not be disconnected", id, e);
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        Origin last = origin();
        leave().ifPresent(StorageStack.Tree::cutOff);
        cutOffFormer();
        house.table().remove(this);
        house.table().releaseAddress(Network.ofClient(remote.getAddress()));
        house.table().releasePlace();
        record(new AuditEvent.SessionClosed(
                last,
                Duration.between(since, last.at()),
                received.sum(),
                sent.sum(),
                ending.isEmpty() ? "closed" : ending));
    }

    Origin origin() {
        return tree.map(StorageStack.Tree::account)
                .map(account -> origin(account.name(), account.kind().anonymous()))
                .orElseGet(() -> origin(claimed, false));
    }

    private Origin origin(String account, boolean anonymous) {
        return new Origin(house.clock().instant(), id, protocol, remote, account, anonymous, notes);
    }

    void record(AuditEvent event) {
        house.trail().record(event);
    }

    SessionInfo info() {
        return new SessionInfo(
                id,
                protocol,
                remote,
                tree.map(StorageStack.Tree::account).map(Account::name).orElse(""),
                since,
                lastActive,
                activity,
                received.sum(),
                sent.sum());
    }

    /** The session as one account's: a transfer that outlives the login (REIN) is still that account's. */
    private final class Acting implements AuditContext {
        private final Account account;

        Acting(Account account) {
            this.account = account;
        }

        @Override
        public Origin origin() {
            return GatewaySession.this.origin(account.name(), account.kind().anonymous());
        }

        @Override
        public void record(AuditEvent event) {
            GatewaySession.this.record(event);
        }

        @Override
        public RunningTransfer begin(AuditEvent.Direction direction, VirtualPath path, long size) {
            return house.transfers().begin(origin(), direction, path, size);
        }

        @Override
        public void received(long bytes) {
            received.add(bytes);
            lastActive = house.clock().instant();
        }

        @Override
        public void sent(long bytes) {
            sent.add(bytes);
            lastActive = house.clock().instant();
        }
    }
}
