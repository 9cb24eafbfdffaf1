package dev.filegate.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.filegate.core.account.Account;
import dev.filegate.core.account.Limits;
import dev.filegate.core.account.Permission;
import dev.filegate.core.account.TestAccounts;
import dev.filegate.core.audit.AuditEvent;
import dev.filegate.core.audit.AuditTrail;
import dev.filegate.core.auth.AccountDirectory;
import dev.filegate.core.auth.AccountRecord;
import dev.filegate.core.auth.Authenticators;
import dev.filegate.core.auth.Credential;
import dev.filegate.core.auth.DeclaredAccounts;
import dev.filegate.core.auth.PasswordChecks;
import dev.filegate.core.auth.PasswordHash;
import dev.filegate.core.auth.PasswordHashes;
import dev.filegate.core.auth.Secret;
import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.failure.Rule;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.server.Protocol;
import dev.filegate.core.session.Session.LoginResult;
import dev.filegate.core.session.Sessions.Admission;
import dev.filegate.core.storage.Capability;
import dev.filegate.core.storage.MemoryBackend;
import dev.filegate.core.storage.StorageActions;
import dev.filegate.core.storage.rule.InMemoryQuotaLedger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GatewaySessionsTest {
    private static final InetSocketAddress LOCAL = new InetSocketAddress(InetAddress.ofLiteral("198.51.100.1"), 21);

    private final TurnedClock clock = new TurnedClock();
    private final List<AuditEvent> events = new CopyOnWriteArrayList<>();
    private final AuditTrail trail = new AuditTrail(List.of(events::add), List.of());
    private final BanList bans = new BanList(BanPolicy.DEFAULT, clock);
    private final PasswordChecks checks = PasswordChecks.of(2);
    private final MemoryBackend backend = new MemoryBackend();

    @AfterEach
    void stop() {
        checks.close();
    }

    private GatewaySessions sessions(SessionPolicy policy, AccountDirectory... directories) {
        return new GatewaySessions(
                policy,
                Authenticators.of(List.of(), List.of(directories), checks),
                Map.of(TestAccounts.STORAGE, backend),
                new InMemoryQuotaLedger(),
                trail,
                bans,
                clock);
    }

    private GatewaySessions sessions(Account... accounts) {
        return sessions(SessionPolicy.DEFAULT, directory(accounts));
    }

    private static DeclaredAccounts directory(Account... accounts) {
        return new DeclaredAccounts(List.of(accounts).stream()
                .map(account -> new AccountRecord(account, PasswordHashes.parse("secret"), List.of()))
                .toList());
    }

    private static InetSocketAddress from(String address) {
        return new InetSocketAddress(InetAddress.ofLiteral(address), 40000);
    }

    private static Admission open(Sessions sessions, String address) {
        return sessions.open(Protocol.FTP, from(address), LOCAL, () -> {});
    }

    private static Session admitted(Sessions sessions, String address) {
        return ((Admission.Admitted) open(sessions, address)).session();
    }

    private static LoginResult login(Session session, String user, String password) {
        return session.login(new Credential.Password(user, Secret.of(password)));
    }

    private static LoginResult.Rejected rejected(LoginResult result) {
        return (LoginResult.Rejected) result;
    }

    private <T extends AuditEvent> List<T> events(Class<T> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    @Test
    void aSessionIsWrittenDownFromItsBeginningToItsEnd() {
        GatewaySessions sessions = sessions(TestAccounts.named("alice").build());
        Session session = admitted(sessions, "192.0.2.1");
        session.note("client", "lftp");
        session.note("tls", "TLSv1.3");
        session.note("tls", "");
        LoginResult.Accepted accepted = (LoginResult.Accepted) login(session, "alice", "secret");
        clock.turn(Duration.ofSeconds(2));
        StorageActions.put(accepted.storage(), "/a", "12345");
        session.activity("idle");
        SessionInfo info = sessions.active().getFirst();
        assertThat(info.account()).isEqualTo("alice");
        assertThat(info.received()).isEqualTo(5);
        assertThat(info.activity()).isEqualTo("idle");
        assertThat(Duration.between(info.since(), info.lastActive())).isEqualTo(Duration.ofSeconds(2));
        session.close();
        session.close();
        assertThat(events)
                .extracting(event -> event.getClass().getSimpleName())
                .containsExactly("SessionOpened", "LoggedIn", "Transferred", "SessionClosed");
        AuditEvent.SessionClosed closed = events(AuditEvent.SessionClosed.class).getFirst();
        assertThat(closed.reason()).isEqualTo("closed");
        assertThat(closed.origin().account()).isEqualTo("alice");
        assertThat(closed.origin().notes()).containsEntry("client", "lftp");
        assertThat(closed.origin().session()).isEqualTo(session.id());
        assertThat(closed.duration()).isEqualTo(Duration.ofSeconds(2));
        assertThat(closed.received()).isEqualTo(5);
        assertThat(sessions.active()).isEmpty();
        assertThat(sessions.count()).isZero();
    }

    @Test
    void refusesTheSessionThatIsOneTooMany() {
        GatewaySessions sessions = sessions(SessionPolicy.DEFAULT.withSessions(2, 10), directory());
        Session first = admitted(sessions, "192.0.2.1");
        admitted(sessions, "192.0.2.2");
        assertThat(open(sessions, "192.0.2.3")).isInstanceOf(Admission.Refused.class);
        first.close();
        first.close();
        assertThat(open(sessions, "192.0.2.3")).isInstanceOf(Admission.Admitted.class);
        assertThat(open(sessions, "192.0.2.4")).isInstanceOf(Admission.Refused.class);
        assertThat(events(AuditEvent.SessionRefused.class)).hasSize(2);
    }

    @Test
    void countsAddressesEachByItselfAndAnIpv6SiteAsOne() {
        GatewaySessions sessions = sessions(SessionPolicy.DEFAULT.withSessions(100, 1), directory());
        admitted(sessions, "192.0.2.1");
        admitted(sessions, "192.0.2.2");
        assertThat(open(sessions, "192.0.2.1")).isInstanceOf(Admission.Refused.class);
        admitted(sessions, "2001:db8::1");
        assertThat(open(sessions, "2001:db8::2")).isInstanceOf(Admission.Refused.class);
        assertThat(sessions.count()).isEqualTo(3);
    }

    @Test
    void admitsExactlyAsManyAsItMayHoweverManyComeAtOnce() throws InterruptedException {
        GatewaySessions sessions = sessions(SessionPolicy.DEFAULT.withSessions(50, 30), directory());
        AtomicInteger in = new AtomicInteger();
        runTogether(100, i -> {
            if (open(sessions, "192.0.2." + i % 2) instanceof Admission.Admitted) {
                in.incrementAndGet();
            }
        });
        assertThat(in).hasValue(50);
        List<SessionInfo> active = sessions.active();
        assertThat(active).extracting(SessionInfo::id).doesNotHaveDuplicates().hasSize(50);
        for (int i = 0; i < 2; i++) {
            InetSocketAddress address = from("192.0.2." + i);
            assertThat(active.stream()
                            .filter(info -> info.remote().equals(address))
                            .count())
                    .isBetween(20L, 30L);
        }
    }

    @Test
    void countsAnAccountsSessionsExactlyHoweverManyLogInAtOnce() throws InterruptedException {
        GatewaySessions sessions = sessions(
                TestAccounts.named("alice").limits(new Limits(5, 0, 0, 0, 0)).build());
        List<Session> in = new CopyOnWriteArrayList<>();
        runTogether(40, i -> {
            Session session = admitted(sessions, "192.0.2." + i);
            if (login(session, "alice", "secret") instanceof LoginResult.Accepted) {
                in.add(session);
            }
        });
        assertThat(in).hasSize(5);
        in.getFirst().logout();
        in.getFirst().close();
        in.get(1).close();
        assertThat(login(admitted(sessions, "192.0.2.100"), "alice", "secret"))
                .isInstanceOf(LoginResult.Accepted.class);
        assertThat(login(admitted(sessions, "192.0.2.101"), "alice", "secret"))
                .isInstanceOf(LoginResult.Accepted.class);
        LoginResult.Rejected full = rejected(login(admitted(sessions, "192.0.2.102"), "alice", "secret"));
        assertThat(full.reason()).isEqualTo("too many sessions of this account");
        assertThat(full.disconnect()).isTrue();
    }

    private interface Numbered {
        void run(int number);
    }

    private static void runTogether(int count, Numbered work) throws InterruptedException {
        CyclicBarrier start = new CyclicBarrier(count);
        List<Thread> threads = new ArrayList<>();
        IntStream.range(0, count)
                .forEach(i -> threads.add(Thread.ofVirtual().start(() -> {
                    try {
                        start.await();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                    work.run(i);
                })));
        for (Thread thread : threads) {
            thread.join();
        }
    }

    @Test
    void aWrongPasswordAndAnUnknownUserLookTheSame() {
        GatewaySessions sessions = sessions(TestAccounts.named("alice").build());
        assertThat(login(admitted(sessions, "192.0.2.1"), "alice", "wrong"))
                .isEqualTo(login(admitted(sessions, "192.0.2.2"), "nobody", "wrong"));
        assertThat(events(AuditEvent.LoginFailed.class))
                .extracting(AuditEvent.LoginFailed::reason)
                .containsExactly("wrong password", "unknown user");
    }

    @Test
    void whatStandsAgainstAnAccountIsToldToTheAuditOnly() {
        GatewaySessions sessions = sessions(
                TestAccounts.named("sftp-only").protocols(Protocol.SFTP).build(),
                TestAccounts.named("inside").networks("10.0.0.0/8").build(),
                TestAccounts.named("expired").validUntil(clock.instant()).build());
        for (String name : List.of("sftp-only", "inside", "expired")) {
            assertThat(rejected(login(admitted(sessions, "192.0.2.1"), name, "secret"))
                            .reason())
                    .isEqualTo("login incorrect");
        }
        assertThat(events(AuditEvent.LoginFailed.class))
                .extracting(AuditEvent.LoginFailed::reason)
                .containsExactly(
                        "the account may not log in over ftp",
                        "the account may not log in from this address",
                        "the account expired at 2026-11-23T10:00:00Z");
    }

    @Test
    void ftpsAloneMeansWithTlsOnlyAndFtpMeansBoth() {
        GatewaySessions sessions = sessions(
                TestAccounts.named("tls").protocols(Protocol.FTPS).build(),
                TestAccounts.named("both").protocols(Protocol.FTP).build());
        Session clear = admitted(sessions, "192.0.2.1");
        assertThat(login(clear, "tls", "secret")).isInstanceOf(LoginResult.Rejected.class);
        assertThat(login(clear, "both", "secret")).isInstanceOf(LoginResult.Accepted.class);
        Session secured = admitted(sessions, "192.0.2.2");
        secured.protocol(Protocol.FTPS);
        assertThat(login(secured, "tls", "secret")).isInstanceOf(LoginResult.Accepted.class);
        assertThat(login(secured, "both", "secret")).isInstanceOf(LoginResult.Accepted.class);
        assertThat(sessions.active()).extracting(SessionInfo::protocol).contains(Protocol.FTPS);
    }

    @Test
    void failedLoginsAreAnsweredLaterAndLaterAndThenNoMore() {
        GatewaySessions sessions = sessions(
                SessionPolicy.DEFAULT.withLoginFailures(5, Duration.ofSeconds(1), Duration.ofSeconds(4)), directory());
        Session session = admitted(sessions, "192.0.2.1");
        for (long seconds : List.of(1L, 2L, 4L, 4L)) {
            LoginResult.Rejected result = rejected(login(session, "alice", "x"));
            assertThat(result.penalty()).isEqualTo(Duration.ofSeconds(seconds));
            assertThat(result.disconnect()).isFalse();
        }
        assertThat(rejected(login(session, "alice", "x")).disconnect()).isTrue();
    }

    @Test
    void tooManyFailedLoginsBanTheAddressSilently() {
        GatewaySessions sessions =
                sessions(SessionPolicy.DEFAULT.withLoginFailures(100, Duration.ZERO, Duration.ZERO), directory());
        Session session = admitted(sessions, "192.0.2.1");
        for (int i = 0; i < 9; i++) {
            assertThat(rejected(login(session, "alice", "x")).disconnect()).isFalse();
        }
        assertThat(rejected(login(session, "alice", "x")).disconnect()).isTrue();
        assertThat(open(sessions, "192.0.2.1"))
                .isInstanceOfSatisfying(
                        Admission.Refused.class,
                        refused -> assertThat(refused.silent()).isTrue());
        assertThat(open(sessions, "192.0.2.2")).isInstanceOf(Admission.Admitted.class);
        assertThat(events(AuditEvent.Banned.class)).hasSize(1);
        assertThat(sessions.liftBan(bans.active().getFirst().network())).isTrue();
        assertThat(open(sessions, "192.0.2.1")).isInstanceOf(Admission.Admitted.class);
        assertThat(events(AuditEvent.BanLifted.class)).hasSize(1);
    }

    @Test
    void holdsTheRateOfLogins() {
        GatewaySessions sessions = sessions(
                SessionPolicy.DEFAULT.withLoginsPerSecond(2),
                directory(TestAccounts.named("alice").build()));
        Session session = admitted(sessions, "192.0.2.1");
        assertThat(login(session, "alice", "secret")).isInstanceOf(LoginResult.Accepted.class);
        assertThat(login(session, "alice", "secret")).isInstanceOf(LoginResult.Accepted.class);
        assertThat(rejected(login(session, "alice", "secret")).disconnect()).isTrue();
        clock.turn(Duration.ofMillis(500));
        assertThat(login(session, "alice", "secret")).isInstanceOf(LoginResult.Accepted.class);
        assertThat(login(session, "alice", "secret")).isInstanceOf(LoginResult.Rejected.class);
    }

    @Test
    void aDirectoryThatIsAwayIsNotTheClientsFault() {
        AccountDirectory away = new AccountDirectory() {
            @Override
            public Optional<AccountRecord> find(String name) {
                throw new GatewayException(Failure.UNAVAILABLE, "the database does not answer");
            }

            @Override
            public Optional<PasswordHash> decoy() {
                return Optional.empty();
            }
        };
        GatewaySessions sessions = sessions(SessionPolicy.DEFAULT, away);
        Session session = admitted(sessions, "192.0.2.1");
        for (int i = 0; i < 20; i++) {
            LoginResult.Rejected result = rejected(login(session, "alice", "x"));
            assertThat(result.reason()).isEqualTo("logins are not possible at the moment, try again later");
            assertThat(result.disconnect()).isFalse();
        }
        assertThat(bans.active()).isEmpty();
        assertThat(events(AuditEvent.LoginFailed.class))
                .allMatch(event -> event.reason().equals("the database does not answer"));
    }

    @Test
    void killingEndsTheConnectionAndSaysWhy() {
        GatewaySessions sessions = sessions();
        AtomicInteger disconnected = new AtomicInteger();
        Admission admission = sessions.open(Protocol.FTP, from("192.0.2.1"), LOCAL, disconnected::incrementAndGet);
        Session session = ((Admission.Admitted) admission).session();
        assertThat(sessions.kill(session.id(), "killed by the operator")).isTrue();
        assertThat(disconnected).hasValue(1);
        session.close();
        assertThat(events(AuditEvent.SessionClosed.class))
                .extracting(AuditEvent.SessionClosed::reason)
                .containsExactly("killed by the operator");
        assertThat(sessions.kill(session.id(), "again")).isFalse();
        assertThat(sessions.kill("nobody", "again")).isFalse();
    }

    @Test
    void theFirstReasonToEndASessionIsWrittenDown() {
        Session session = admitted(sessions(), "192.0.2.1");
        session.ending("nothing heard for 300 seconds");
        session.ending("the gateway is shutting down");
        session.close();
        assertThat(events(AuditEvent.SessionClosed.class))
                .extracting(AuditEvent.SessionClosed::reason)
                .containsExactly("nothing heard for 300 seconds");
    }

    @Test
    void whoIsInStaysInWhenTheDoorIsShut() {
        GatewaySessions sessions = sessions(TestAccounts.named("alice").build());
        Session session = admitted(sessions, "192.0.2.1");
        sessions.refuseNew();
        assertThat(open(sessions, "192.0.2.1"))
                .isEqualTo(new Admission.Refused("the gateway is shutting down, try again later", false));
        assertThat(login(session, "alice", "secret")).isInstanceOf(LoginResult.Accepted.class);
    }

    @Test
    void aLoginEndsTheOneBefore() {
        GatewaySessions sessions = sessions(
                TestAccounts.named("alice").limits(new Limits(1, 0, 0, 0, 0)).build());
        Session session = admitted(sessions, "192.0.2.1");
        login(session, "alice", "secret");
        assertThat(login(session, "alice", "secret")).isInstanceOf(LoginResult.Accepted.class);
        session.logout();
        assertThat(events(AuditEvent.LoggedOut.class)).hasSize(2);
        assertThat(sessions.active().getFirst().account()).isEmpty();
    }

    @Test
    void aTransferThatOutlivesTheLoginIsStillTheAccounts() {
        GatewaySessions sessions = sessions(TestAccounts.named("alice").build());
        Session session = admitted(sessions, "192.0.2.1");
        var accepted = (LoginResult.Accepted) login(session, "alice", "secret");
        var file = accepted.storage().openForWrite(VirtualPath.parse("/a"), StorageActions.REPLACE);
        session.logout();
        StorageActions.append(file, "x");
        file.commit();
        file.close();
        assertThat(events(AuditEvent.Transferred.class))
                .extracting(event -> event.origin().account())
                .containsExactly("alice");
    }

    @Test
    void tellsTheQuota() {
        GatewaySessions sessions = sessions(
                TestAccounts.named("alice").limits(new Limits(0, 0, 0, 100, 0)).build());
        Session session = admitted(sessions, "192.0.2.1");
        assertThat(session.quota().limited()).isFalse();
        var accepted = (LoginResult.Accepted) login(session, "alice", "secret");
        StorageActions.put(accepted.storage(), "/a", "12345");
        assertThat(session.quota().bytes()).isEqualTo(5);
        assertThat(session.quota().remainingBytes()).isEqualTo(95);
    }

    @Test
    void rulesAreWrappedInTheirOrder() {
        GatewaySessions sessions = sessions(TestAccounts.named("alice")
                .limits(new Limits(0, 1 << 20, 0, 3, 0))
                .without(Permission.DELETE)
                .build());
        var accepted = (LoginResult.Accepted) login(admitted(sessions, "192.0.2.1"), "alice", "secret");
        StorageActions.assertFails(
                Failure.PERMISSION_DENIED, () -> accepted.storage().deleteFile(VirtualPath.parse("/a")));
        StorageActions.assertFails(Failure.QUOTA_EXCEEDED, () -> StorageActions.put(accepted.storage(), "/a", "1234"));
        assertThat(accepted.storage().capabilities(VirtualPath.ROOT)).doesNotContain(Capability.LOCAL_SPEED);
        assertThat(events(AuditEvent.Refused.class))
                .extracting(AuditEvent.Refused::rule, AuditEvent.Refused::detail)
                .containsExactly(
                        tuple(Rule.PERMISSIONS, "/a: permission \"delete\" is not granted here"),
                        tuple(Rule.QUOTA, "/a: the quota of 3 bytes would be exceeded"));
        assertThat(events(AuditEvent.Transferred.class))
                .extracting(AuditEvent.Transferred::detail)
                .containsExactly("/a: the quota of 3 bytes would be exceeded");
    }

    @Test
    void anAccountWhoseStorageIsNotConfiguredIsToldSo() {
        GatewaySessions sessions =
                sessions(TestAccounts.named("alice").home("missing", "/").build());
        var accepted = (LoginResult.Accepted) login(admitted(sessions, "192.0.2.1"), "alice", "secret");
        StorageActions.assertFails(Failure.UNAVAILABLE, () -> accepted.storage().list(VirtualPath.ROOT));
    }

    @Test
    void visitorsDoNotSeeEachOthersUnfinishedUploads() {
        GatewaySessions sessions = sessions(
                TestAccounts.named("anonymous").kind(Account.Kind.ANONYMOUS).build());
        var first = (LoginResult.Accepted) login(admitted(sessions, "192.0.2.1"), "anonymous", "secret");
        var second = (LoginResult.Accepted) login(admitted(sessions, "192.0.2.2"), "anonymous", "secret");
        StorageActions.abort(first.storage(), "/a", StorageActions.REPLACE, "half");
        assertThat(StorageActions.stat(first.storage(), "/a").partial()).isTrue();
        StorageActions.assertMissing(second.storage(), "/a");
    }

    @Test
    void theDefaultsAreThoseOfTheDocumentation() {
        assertThat(SessionPolicy.DEFAULT.sessions()).isEqualTo(10_000);
        assertThat(SessionPolicy.DEFAULT.sessionsPerAddress()).isEqualTo(100);
        assertThat(SessionPolicy.DEFAULT.loginsPerSecond()).isZero();
    }

    @Test
    void codeKnowsTheSessionItWorksFor() {
        assertThat(SessionContext.id()).isEmpty();
        assertThat(SessionContext.<String, RuntimeException>call("abc", SessionContext::id))
                .isEqualTo("abc");
        SessionContext.run("xyz", () -> assertThat(SessionContext.id()).isEqualTo("xyz"));
        assertThat(SessionContext.id()).isEmpty();
    }

    @Test
    void idsAreShortAndDiffer() {
        SessionIds ids = new SessionIds(-3);
        List<String> made = IntStream.range(0, 10_000).mapToObj(_ -> ids.next()).toList();
        assertThat(made).doesNotHaveDuplicates().allMatch(id -> id.matches("[0-9a-hjkmnp-tv-z]{7}"));
    }
}
