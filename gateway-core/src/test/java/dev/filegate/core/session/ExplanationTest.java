package dev.filegate.core.session;

import static org.assertj.core.api.Assertions.assertThat;

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
import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.Rule;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is explained is what happens: the same rule, the same words. */
class ExplanationTest {
    private static final InetAddress CLIENT = InetAddress.ofLiteral("192.0.2.1");

    private final TurnedClock clock = new TurnedClock();
    private final List<AuditEvent> events = new ArrayList<>();
    private final MemoryBackend backend = new MemoryBackend();
    private final BanList bans = new BanList(BanPolicy.DEFAULT, clock);
    private final PasswordChecks checks = PasswordChecks.perProcessor();

    @AfterEach
    void close() {
        checks.close();
    }

    private GatewaySessions gateway(Account... accounts) {
        List<AccountRecord> records = List.of(accounts).stream()
                .map(account -> new AccountRecord(account, PasswordHashes.parse("secret"), List.of()))
                .toList();
        return new GatewaySessions(
                SessionPolicy.DEFAULT.withSessions(3, 2),
                Authenticators.of(List.of(), List.of(new DeclaredAccounts(records)), checks),
                Map.of(TestAccounts.STORAGE, backend),
                new InMemoryQuotaLedger(),
                new AuditTrail(List.of(events::add), List.of()),
                bans,
                clock);
    }

    private static Account with(Account account, List<TimeWindow> hours, boolean disabled) {
        return new Account(
                account.name(),
                account.kind(),
                account.home(),
                account.mounts(),
                account.limits(),
                account.protocols(),
                account.networks(),
                account.validUntil(),
                new AccountRules(List.of(), FilePatterns.NONE, hours, disabled));
    }

    private static Question question(Protocol protocol, Operation operation, String path, String target) {
        return new Question("alice", protocol, CLIENT, operation, VirtualPath.parse(path), VirtualPath.parse(target));
    }

    private static Explanation ask(GatewaySessions gateway, Operation operation, String path) {
        return gateway.explain(question(Protocol.SFTP, operation, path, "/target"));
    }

    private static Session admitted(GatewaySessions gateway, String address) {
        InetSocketAddress remote = new InetSocketAddress(InetAddress.ofLiteral(address), 4711);
        return switch (gateway.open(Protocol.SFTP, remote, remote, () -> {})) {
            case Sessions.Admission.Admitted(Session session) -> session;
            case Sessions.Admission.Refused refused -> throw new AssertionError(refused);
        };
    }

    private static Storage tree(GatewaySessions gateway) {
        Session session = admitted(gateway, "198.51.100.1");
        return switch (session.login(new Credential.Password("alice", Secret.of("secret")))) {
            case Session.LoginResult.Accepted accepted -> accepted.storage();
            case Session.LoginResult.MoreNeeded more -> throw new AssertionError(more);
            case Session.LoginResult.Rejected rejected -> throw new AssertionError(rejected);
        };
    }

    @Test
    void whatNothingStandsAgainstIsAllowedAndNothingChanges() {
        GatewaySessions gateway = gateway(
                TestAccounts.named("alice").limits(new Limits(0, 0, 0, 100, 0)).build());
        Storage tree = tree(gateway);
        StorageActions.put(tree, "/a", "1234");
        events.clear();
        for (Operation operation : Operation.values()) {
            gateway.explain(question(Protocol.SFTP, operation, "/a", "/b"));
        }
        assertThat(ask(gateway, Operation.WRITE, "/new").allowed()).isTrue();
        assertThat(ask(gateway, Operation.DELETE, "/a").steps())
                .allMatch(Explanations.Step::passed)
                .extracting(Explanations.Step::rule)
                .containsExactly(
                        "shutdown",
                        "bans",
                        "sessions",
                        "sessions-per-address",
                        "logins-per-second",
                        "authentication",
                        "disabled",
                        "protocols",
                        "networks",
                        "valid-until",
                        "login-hours",
                        "max-sessions",
                        "permissions",
                        "quota",
                        "mounts",
                        "storage");
        assertThat(StorageActions.text(tree, "/a")).isEqualTo("1234");
        assertThat(gateway.usage("alice").orElseThrow().bytes()).isEqualTo(4);
        assertThat(StorageActions.names(tree, "/")).containsExactly("a");
        assertThat(events)
                .noneMatch(event -> event instanceof AuditEvent.Refused || event instanceof AuditEvent.Changed);
    }

    @Test
    void theRuleAndItsWordsAreThoseOfTheAuditRecord() {
        GatewaySessions gateway = gateway(TestAccounts.named("alice")
                .limits(new Limits(0, 0, 0, 3, 0))
                .without(Permission.DELETE)
                .build());
        Storage tree = tree(gateway);
        StorageActions.put(tree, "/full", "123");
        StorageActions.assertFails(Failure.PERMISSION_DENIED, () -> tree.deleteFile(VirtualPath.parse("/full")));
        StorageActions.assertFails(Failure.QUOTA_EXCEEDED, () -> StorageActions.put(tree, "/new", "4"));
        StorageActions.assertFails(Failure.NOT_FOUND, () -> tree.openForRead(VirtualPath.parse("/none")));
        List<Explanation> explained = List.of(
                ask(gateway, Operation.DELETE, "/full"),
                ask(gateway, Operation.WRITE, "/new"),
                ask(gateway, Operation.READ, "/none"));
        assertThat(explained).noneMatch(Explanation::allowed);
        assertThat(events)
                .filteredOn(AuditEvent.Refused.class::isInstance)
                .map(AuditEvent.Refused.class::cast)
                .extracting(refused -> refused.rule().word() + " " + refused.detail())
                .containsExactlyElementsOf(explained.stream()
                        .map(explanation -> explanation.rule() + " " + explanation.words())
                        .toList());
    }

    @Test
    void bansAreNamed() {
        GatewaySessions gateway = gateway(TestAccounts.named("alice").build());
        for (int i = 0; i < 10; i++) {
            bans.abuse(CLIENT, Session.Abuse.ATTACK);
        }
        Explanation explained = ask(gateway, Operation.READ, "/a");
        assertThat(explained.rule()).isEqualTo(Rule.BANS.word());
        assertThat(explained.words())
                .contains("banned until " + bans.active().getFirst().until());
        assertThat(explained.steps()).hasSize(2);
        gateway.liftBan(bans.active().getFirst().network());
        assertThat(ask(gateway, Operation.LIST, "/").allowed()).isTrue();
    }

    @Test
    void fullHousesAreNamed() {
        GatewaySessions gateway = gateway(TestAccounts.named("alice").build());
        admitted(gateway, "192.0.2.1");
        admitted(gateway, "192.0.2.1");
        assertThat(ask(gateway, Operation.LIST, "/").rule()).isEqualTo("sessions-per-address");
        admitted(gateway, "192.0.2.2");
        assertThat(ask(gateway, Operation.LIST, "/").rule()).isEqualTo("sessions");
    }

    @Test
    void unknownAccountsAreNamed() {
        assertThat(ask(gateway(), Operation.LIST, "/").rule()).isEqualTo("authentication");
    }

    @ParameterizedTest
    @EnumSource(names = {"DISABLED", "PROTOCOLS", "NETWORKS", "VALID_UNTIL", "LOGIN_HOURS", "MAX_SESSIONS"})
    void whatKeepsAnAccountOutIsNamedAsTheLoginNamesIt(Rule rule) {
        TestAccounts account = TestAccounts.named("alice");
        Account kept = switch (rule) {
            case DISABLED -> with(account.build(), List.of(), true);
            case PROTOCOLS -> account.protocols(Protocol.FTP).build();
            case NETWORKS -> account.networks("10.0.0.0/8").build();
            case VALID_UNTIL -> account.validUntil(clock.instant()).build();
            case LOGIN_HOURS -> with(account.build(), List.of(TimeWindow.parse("sun 00:00-00:01")), false);
            default -> account.limits(new Limits(1, 0, 0, 0, 0)).build();
        };
        GatewaySessions gateway = gateway(kept);
        if (rule == Rule.MAX_SESSIONS) {
            tree(gateway);
        }
        Explanation explained = ask(gateway, Operation.LIST, "/");
        Session.LoginResult login =
                admitted(gateway, "192.0.2.1").login(new Credential.Password("alice", Secret.of("secret")));
        assertThat(login).isInstanceOf(Session.LoginResult.Rejected.class);
        assertThat(explained.rule()).isEqualTo(rule.word());
        assertThat(events)
                .filteredOn(AuditEvent.LoginFailed.class::isInstance)
                .map(AuditEvent.LoginFailed.class::cast)
                .extracting(AuditEvent.LoginFailed::rule)
                .containsExactly(rule);
    }

    @Test
    void everyOperationIsRefusedAsItWouldBeInEarnest() {
        GatewaySessions gateway = gateway(TestAccounts.named("alice").build());
        Storage tree = tree(gateway);
        StorageActions.put(tree, "/file", "x");
        tree.createDirectory(VirtualPath.parse("/dir"));
        StorageActions.put(tree, "/dir/inner", "x");
        assertThat(ask(gateway, Operation.DELETE, "/none").words()).contains("/none");
        assertThat(ask(gateway, Operation.DELETE, "/dir").allowed()).isFalse();
        assertThat(ask(gateway, Operation.RMDIR, "/dir").words()).contains("not empty");
        assertThat(ask(gateway, Operation.RMDIR, "/file").allowed()).isFalse();
        assertThat(ask(gateway, Operation.RMDIR, "/").allowed()).isFalse();
        assertThat(ask(gateway, Operation.MKDIR, "/dir").words()).contains("exists already");
        assertThat(ask(gateway, Operation.MKDIR, "/none/below").allowed()).isFalse();
        assertThat(ask(gateway, Operation.WRITE, "/dir").allowed()).isFalse();
        assertThat(ask(gateway, Operation.WRITE, "/none/below").allowed()).isFalse();
        assertThat(ask(gateway, Operation.RENAME, "/file").allowed()).isTrue();
        assertThat(gateway.explain(question(Protocol.SFTP, Operation.RENAME, "/dir", "/dir/in/itself"))
                        .allowed())
                .isFalse();
        assertThat(ask(gateway, Operation.COPY, "/dir").allowed()).isFalse();
        assertThat(ask(gateway, Operation.ATTRIBUTES, "/none").allowed()).isFalse();
    }
}
