package dev.filegate.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.filegate.core.account.Account;
import dev.filegate.core.account.AccountRules;
import dev.filegate.core.account.FilePatterns;
import dev.filegate.core.account.Limits;
import dev.filegate.core.account.Permission;
import dev.filegate.core.account.TestAccounts;
import dev.filegate.core.account.TimeWindow;
import dev.filegate.core.audit.AuditEvent;
import dev.filegate.core.audit.AuditEvent.Operation;
import dev.filegate.core.audit.AuditTrail;
import dev.filegate.core.auth.AccountRecord;
import dev.filegate.core.auth.Authenticators;
import dev.filegate.core.auth.Credential;
import dev.filegate.core.auth.DeclaredAccounts;
import dev.filegate.core.auth.PasswordChecks;
import dev.filegate.core.auth.PasswordHashes;
import dev.filegate.core.auth.Secret;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.failure.Rule;
import dev.filegate.core.path.PathGlob;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.server.Protocol;
import dev.filegate.core.session.Explanations.Explanation;
import dev.filegate.core.session.Explanations.Question;
import dev.filegate.core.storage.MemoryBackend;
import dev.filegate.core.storage.Storage;
import dev.filegate.core.storage.StorageActions;
import dev.filegate.core.storage.rule.InMemoryQuotaLedger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** For each rule a case in which it refuses: what is explained beforehand is what the audit trail says afterwards. */
class EveryRuleTest {
    private static final InetAddress CLIENT = InetAddress.ofLiteral("192.0.2.1");
    private static final String ELSEWHERE = "198.51.100.1";

    private final TurnedClock clock = new TurnedClock();
    private final List<AuditEvent> events = new ArrayList<>();
    private final BanList bans = new BanList(BanPolicy.DEFAULT, clock);
    private final PasswordChecks checks = PasswordChecks.of(1);

    @AfterEach
    void close() {
        checks.close();
    }

    private static SessionPolicy policy(Rule rule) {
        return switch (rule) {
            case SESSIONS -> SessionPolicy.DEFAULT.withSessions(1, 10);
            case SESSIONS_PER_ADDRESS -> SessionPolicy.DEFAULT.withSessions(10, 1);
            case LOGINS_PER_SECOND -> SessionPolicy.DEFAULT.withLoginsPerSecond(1);
            case SHUTDOWN,
                    BANS,
                    AUTHENTICATION,
                    DISABLED,
                    PROTOCOLS,
                    NETWORKS,
                    VALID_UNTIL,
                    LOGIN_HOURS,
                    MAX_SESSIONS,
                    PERMISSIONS,
                    FILE_PATTERNS,
                    DROP_BOX,
                    FILE_SIZE,
                    QUOTA,
                    TRANSFER_VOLUME,
                    MOUNTS,
                    STORAGE -> SessionPolicy.DEFAULT;
        };
    }

    private Account account(Rule rule) {
        TestAccounts alice = TestAccounts.named("alice");
        return switch (rule) {
            case DISABLED -> alice.rules(rules("", List.of(), true)).build();
            case PROTOCOLS -> alice.protocols(Protocol.FTP).build();
            case NETWORKS -> alice.networks("10.0.0.0/8", ELSEWHERE).build();
            case VALID_UNTIL -> alice.validUntil(clock.instant()).build();
            case LOGIN_HOURS ->
                alice.rules(rules("", List.of(TimeWindow.parse("sun 00:00-00:01")), false))
                        .build();
            case MAX_SESSIONS -> alice.limits(new Limits(1, 0, 0, 0, 0)).build();
            case PERMISSIONS -> alice.without(Permission.DELETE).build();
            case FILE_PATTERNS -> alice.rules(rules("*.exe", List.of(), false)).build();
            case DROP_BOX -> alice.kind(Account.Kind.DROP_BOX).build();
            case FILE_SIZE -> alice.limits(new Limits(0, 0, 0, 0, 0, 0, 0, 3)).build();
            case QUOTA -> alice.limits(new Limits(0, 0, 0, 3, 0)).build();
            case TRANSFER_VOLUME ->
                alice.limits(new Limits(0, 0, 0, 0, 0, 3, 0, 0)).build();
            case MOUNTS -> alice.mount("/m", TestAccounts.STORAGE, "/elsewhere").build();
            case SHUTDOWN, BANS, SESSIONS, SESSIONS_PER_ADDRESS, LOGINS_PER_SECOND, AUTHENTICATION, STORAGE ->
                alice.build();
        };
    }

    private static AccountRules rules(String denied, List<TimeWindow> hours, boolean disabled) {
        List<PathGlob> globs = denied.isEmpty() ? List.of() : List.of(PathGlob.parse(denied));
        return new AccountRules(List.of(), new FilePatterns(List.of(), globs, List.of()), hours, disabled);
    }

    private Question question(Rule rule) {
        return switch (rule) {
            case PERMISSIONS -> question(Operation.DELETE, "/file", "/", 1);
            case FILE_PATTERNS -> question(Operation.WRITE, "/a.exe", "/", 4);
            case FILE_SIZE, QUOTA, TRANSFER_VOLUME -> question(Operation.WRITE, "/new", "/", 4);
            case MOUNTS -> question(Operation.RENAME, "/file", "/m/file", 1);
            case DROP_BOX -> question(Operation.READ, "/file", "/", 1);
            case STORAGE -> question(Operation.READ, "/none", "/", 1);
            case SHUTDOWN,
                    BANS,
                    SESSIONS,
                    SESSIONS_PER_ADDRESS,
                    LOGINS_PER_SECOND,
                    AUTHENTICATION,
                    DISABLED,
                    PROTOCOLS,
                    NETWORKS,
                    VALID_UNTIL,
                    LOGIN_HOURS,
                    MAX_SESSIONS -> question(Operation.LIST, "/", "/", 1);
        };
    }

    private static Question question(Operation operation, String path, String target, long size) {
        return new Question(
                "alice", Protocol.SFTP, CLIENT, operation, VirtualPath.parse(path), VirtualPath.parse(target), size);
    }

    /** What must have happened before, by others. */
    private void prepare(Rule rule, GatewaySessions gateway) {
        switch (rule) {
            case SHUTDOWN -> gateway.refuseNew();
            case BANS -> {
                for (int i = 0; i < 10; i++) {
                    bans.abuse(CLIENT, Session.Abuse.ATTACK);
                }
            }
            case SESSIONS -> open(gateway, InetAddress.ofLiteral(ELSEWHERE));
            case SESSIONS_PER_ADDRESS -> open(gateway, CLIENT);
            case DROP_BOX -> {
                Session.LoginResult visitor = login(gateway, InetAddress.ofLiteral(ELSEWHERE));
                StorageActions.put(((Session.LoginResult.Accepted) visitor).storage(), "/file", "private");
            }
            case LOGINS_PER_SECOND, MAX_SESSIONS -> login(gateway, InetAddress.ofLiteral(ELSEWHERE));
            case AUTHENTICATION,
                    DISABLED,
                    PROTOCOLS,
                    NETWORKS,
                    VALID_UNTIL,
                    LOGIN_HOURS,
                    PERMISSIONS,
                    FILE_PATTERNS,
                    FILE_SIZE,
                    QUOTA,
                    TRANSFER_VOLUME,
                    MOUNTS,
                    STORAGE -> {}
        }
    }

    private static Sessions.Admission open(GatewaySessions gateway, InetAddress address) {
        InetSocketAddress remote = new InetSocketAddress(address, 4711);
        return gateway.open(Protocol.SFTP, remote, remote, () -> {});
    }

    private static Session.LoginResult login(GatewaySessions gateway, InetAddress address) {
        return ((Sessions.Admission.Admitted) open(gateway, address))
                .session()
                .login(new Credential.Password("alice", Secret.of("secret")));
    }

    /** What a client does, up to where it is refused. */
    private static void attempt(GatewaySessions gateway, Question question) {
        if (open(gateway, CLIENT) instanceof Sessions.Admission.Admitted(Session session)
                && session.login(new Credential.Password("alice", Secret.of("secret")))
                        instanceof Session.LoginResult.Accepted accepted) {
            Storage tree = accepted.storage();
            if (question.operation() == Operation.WRITE) {
                assertThatThrownBy(() ->
                                StorageActions.put(tree, question.path().toString(), "x".repeat((int) question.size())))
                        .isInstanceOf(GatewayException.class);
            } else {
                assertThatThrownBy(() -> RehearsedOperation.run(tree, question)).isInstanceOf(GatewayException.class);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void explainsWhatTheAuditTrailWillSay(Rule rule) {
        List<AccountRecord> accounts = rule == Rule.AUTHENTICATION
                ? List.of()
                : List.of(new AccountRecord(account(rule), PasswordHashes.parse("secret"), List.of()));
        GatewaySessions gateway = new GatewaySessions(
                policy(rule),
                Authenticators.of(List.of(), List.of(new DeclaredAccounts(accounts)), checks),
                Map.of(TestAccounts.STORAGE, new MemoryBackend()),
                new InMemoryQuotaLedger(),
                new AuditTrail(List.of(events::add), List.of()),
                bans,
                clock);
        prepare(rule, gateway);
        events.clear();
        Explanation first = gateway.explain(question(rule));
        Explanation explained = gateway.explain(question(rule));
        assertThat(explained).as("asking changes nothing").isEqualTo(first);
        assertThat(events).isEmpty();
        attempt(gateway, question(rule));
        assertThat(explained.allowed()).isFalse();
        assertThat(explained.rule()).isEqualTo(rule.word());
        assertThat(explained.steps()).last().satisfies(step -> {
            assertThat(step.rule()).isEqualTo(rule.word());
            assertThat(step.passed()).isFalse();
        });
        assertThat(refusals()).containsExactly(rule);
        assertThat(details()).allMatch(explained.words()::equals);
    }

    /** The rules that records of refusals name. */
    private List<Rule> refusals() {
        List<Rule> rules = new ArrayList<>();
        for (AuditEvent event : events) {
            switch (event) {
                case AuditEvent.SessionRefused refused -> rules.add(refused.rule());
                case AuditEvent.LoginFailed failed -> rules.add(failed.rule());
                case AuditEvent.Refused refused -> rules.add(refused.rule());
                default -> {}
            }
        }
        return rules;
    }

    /** The words that clients got from their trees. */
    private List<String> details() {
        return events.stream()
                .filter(AuditEvent.Refused.class::isInstance)
                .map(event -> ((AuditEvent.Refused) event).detail())
                .toList();
    }
}
