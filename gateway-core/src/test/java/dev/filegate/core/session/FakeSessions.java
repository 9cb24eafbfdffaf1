package dev.filegate.core.session;

import dev.filegate.core.account.Account;
import dev.filegate.core.account.TestAccounts;
import dev.filegate.core.auth.Credential;
import dev.filegate.core.auth.SshKey;
import dev.filegate.core.server.Protocol;
import dev.filegate.core.storage.QuotaUsage;
import dev.filegate.core.storage.Storage;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * A door without rules: one account with the password {@value #PASSWORD} over the storage given, everything the protocol tells the
 * session is kept for assertions. Address credentials are accepted for the account's name.
 */
public final class FakeSessions implements Sessions {
    public static final String PASSWORD = "secret";

    private final Account account;
    private final Storage storage;
    private final List<FakeSession> sessions = new CopyOnWriteArrayList<>();
    private final List<FakeSession> open = new CopyOnWriteArrayList<>();
    private final List<SshKey> keys = new CopyOnWriteArrayList<>();
    private volatile Optional<Admission.Refused> refusal = Optional.empty();
    private volatile Optional<Function<Credential, Session.LoginResult>> answer = Optional.empty();
    private volatile QuotaUsage quota = QuotaUsage.UNLIMITED;

    public FakeSessions(Account account, Storage storage) {
        this.account = account;
        this.storage = storage;
    }

    /** The account {@code alice} that may do everything. */
    public static FakeSessions of(Storage storage) {
        return new FakeSessions(TestAccounts.named("alice").build(), storage);
    }

    /** From here on nobody is admitted. */
    public FakeSessions refuse(String reason, boolean silent) {
        refusal = Optional.of(new Admission.Refused(reason, silent));
        return this;
    }

    /** From here on every login is answered so. */
    public FakeSessions answerLogins(Session.LoginResult result) {
        return answerLogins(_ -> result);
    }

    /** From here on logins are answered by what was proven. */
    public FakeSessions answerLogins(Function<Credential, Session.LoginResult> results) {
        answer = Optional.of(results);
        return this;
    }

    /** The account may log in with this key as well. */
    public FakeSessions authorize(SshKey key) {
        keys.add(key);
        return this;
    }

    /** What {@link Session#quota} tells from here on. */
    public FakeSessions quota(QuotaUsage usage) {
        quota = usage;
        return this;
    }

    /** Every session there was, the first admitted first. */
    public List<FakeSession> sessions() {
        return List.copyOf(sessions);
    }

    /** The session admitted last. */
    public FakeSession last() {
        return sessions.getLast();
    }

    @Override
    public Admission open(Protocol protocol, InetSocketAddress remote, InetSocketAddress local, Runnable disconnect) {
        if (refusal.isPresent()) {
            return refusal.get();
        }
        FakeSession session = new FakeSession("s" + (sessions.size() + 1), protocol, remote, disconnect);
        sessions.add(session);
        open.add(session);
        return new Admission.Admitted(session);
    }

    @Override
    public List<SessionInfo> active() {
        return open.stream().map(FakeSession::info).toList();
    }

    @Override
    public boolean kill(String id, String reason) {
        Optional<FakeSession> found =
                open.stream().filter(session -> session.id().equals(id)).findFirst();
        found.ifPresent(session -> session.disconnect.run());
        return found.isPresent();
    }

    /** None: a protocol's storage here is not watched. */
    @Override
    public List<TransferInfo> transfers() {
        return List.of();
    }

    @Override
    public boolean endTransfer(String id, String reason) {
        return false;
    }

    /** A session that remembers what it was told. */
    public final class FakeSession implements Session {
        private final String id;
        private final InetSocketAddress remote;
        private final Runnable disconnect;
        private final List<Abuse> abuses = new CopyOnWriteArrayList<>();
        private final List<String> endings = new CopyOnWriteArrayList<>();
        private final List<String> activities = new CopyOnWriteArrayList<>();
        private final Map<String, String> notes = new ConcurrentHashMap<>();
        private final List<Credential> credentials = new CopyOnWriteArrayList<>();
        private volatile Protocol protocol;
        private volatile boolean loggedIn;
        private volatile boolean closed;

        private FakeSession(String id, Protocol protocol, InetSocketAddress remote, Runnable disconnect) {
            this.id = id;
            this.protocol = protocol;
            this.remote = remote;
            this.disconnect = disconnect;
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
            credentials.add(credential);
            LoginResult result = answer.orElse(this::check).apply(credential);
            loggedIn = result instanceof LoginResult.Accepted;
            return result;
        }

        @Override
        public boolean wouldAccept(Credential credential) {
            return !(answer.orElse(this::check).apply(credential) instanceof LoginResult.Rejected);
        }

        private LoginResult check(Credential credential) {
            boolean proven = switch (credential) {
                case Credential.Password password -> password.secret().matches(PASSWORD);
                case Credential.Address _ -> true;
                case Credential.PublicKey key -> keys.contains(key.key());
                case Credential.Certificate certificate ->
                    certificate.principals().contains(certificate.user());
            };
            if (proven && credential.user().equals(account.name())) {
                return new LoginResult.Accepted(account, storage);
            }
            return new LoginResult.Rejected("login incorrect", Duration.ZERO, false);
        }

        @Override
        public void logout() {
            loggedIn = false;
        }

        @Override
        public QuotaUsage quota() {
            return quota;
        }

        @Override
        public void activity(String what) {
            activities.add(what);
        }

        @Override
        public void note(String key, String value) {
            if (value.isEmpty()) {
                notes.remove(key);
            } else {
                notes.put(key, value);
            }
        }

        @Override
        public void ending(String reason) {
            endings.add(reason);
        }

        @Override
        public void abuse(Abuse kind) {
            abuses.add(kind);
        }

        @Override
        public void close() {
            closed = true;
            loggedIn = false;
            open.remove(this);
        }

        /** The protocol it speaks at the moment. */
        public Protocol currentProtocol() {
            return protocol;
        }

        public boolean loggedIn() {
            return loggedIn;
        }

        public boolean closed() {
            return closed;
        }

        public List<Abuse> abuses() {
            return List.copyOf(abuses);
        }

        /** Every reason to end it in order. */
        public List<String> endings() {
            return List.copyOf(endings);
        }

        /** Every activity in order. */
        public List<String> activities() {
            return List.copyOf(activities);
        }

        public Map<String, String> notes() {
            return Map.copyOf(notes);
        }

        /** Every login that was tried. */
        public List<Credential> credentials() {
            return List.copyOf(credentials);
        }

        private SessionInfo info() {
            return new SessionInfo(
                    id,
                    protocol,
                    remote,
                    loggedIn ? account.name() : "",
                    Instant.EPOCH,
                    Instant.EPOCH,
                    activities.isEmpty() ? "" : activities.getLast(),
                    0,
                    0);
        }
    }
}
