package dev.filegate.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.core.account.Account;
import dev.filegate.core.account.AccountRules;
import dev.filegate.core.account.FilePatterns;
import dev.filegate.core.account.TestAccounts;
import dev.filegate.core.account.TimeWindow;
import dev.filegate.core.audit.AuditEvent;
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
import dev.filegate.core.storage.MemoryBackend;
import dev.filegate.core.storage.Storage;
import dev.filegate.core.storage.StorageActions;
import dev.filegate.core.storage.WritableFile;
import dev.filegate.core.storage.WriteMode;
import dev.filegate.core.storage.rule.InMemoryQuotaLedger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of sessions that outlast the time of their account. The clock stands at Monday, 10:00. */
class OverdueTest {
    private static final VirtualPath FILE = VirtualPath.parse("/a");

    private final TurnedClock clock = new TurnedClock();
    private final List<AuditEvent> events = new ArrayList<>();
    private final PasswordChecks checks = PasswordChecks.of(1);
    private final AtomicBoolean disconnected = new AtomicBoolean();

    @AfterEach
    void close() {
        checks.close();
    }

    private GatewaySessions gateway(Account account) {
        return new GatewaySessions(
                SessionPolicy.DEFAULT,
                Authenticators.of(
                        List.of(),
                        List.of(new DeclaredAccounts(
                                List.of(new AccountRecord(account, PasswordHashes.parse("secret"), List.of())))),
                        checks),
                Map.of(TestAccounts.STORAGE, new MemoryBackend()),
                new InMemoryQuotaLedger(),
                new AuditTrail(List.of(events::add), List.of()),
                new BanList(BanPolicy.DEFAULT, clock),
                clock);
    }

    private Storage tree(GatewaySessions gateway) {
        InetSocketAddress remote = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 4711);
        Sessions.Admission admission = gateway.open(Protocol.FTP, remote, remote, () -> disconnected.set(true));
        Session.LoginResult result = ((Sessions.Admission.Admitted) admission)
                .session()
                .login(new Credential.Password("alice", Secret.of("secret")));
        assertThat(result).isInstanceOf(Session.LoginResult.Accepted.class);
        return ((Session.LoginResult.Accepted) result).storage();
    }

    private static Account untilEleven() {
        return TestAccounts.named("alice")
                .rules(new AccountRules(
                        List.of(), FilePatterns.NONE, List.of(TimeWindow.parse("mon 09:00-11:00")), false))
                .build();
    }

    private List<Rule> refusals() {
        return events.stream()
                .filter(AuditEvent.Refused.class::isInstance)
                .map(event -> ((AuditEvent.Refused) event).rule())
                .toList();
    }

    @Test
    void theNextOperationAfterTheHoursIsRefusedAndAudited() {
        Storage tree = tree(gateway(untilEleven()));
        StorageActions.put(tree, "/a", "a");
        clock.turn(Duration.ofMinutes(59));
        assertThat(StorageActions.text(tree, "/a")).isEqualTo("a");
        clock.turn(Duration.ofMinutes(1));
        StorageActions.assertFails(Failure.PERMISSION_DENIED, () -> tree.openForRead(FILE));
        StorageActions.assertFails(Failure.PERMISSION_DENIED, () -> tree.deleteFile(FILE));
        assertThat(refusals()).containsExactly(Rule.LOGIN_HOURS, Rule.LOGIN_HOURS);
        assertThat(tree.capabilities(FILE)).isNotEmpty();
    }

    @Test
    void theNextOperationAfterTheExpiryIsRefusedAndAudited() {
        Storage tree = tree(gateway(TestAccounts.named("alice")
                .validUntil(clock.instant().plusSeconds(60))
                .build()));
        StorageActions.put(tree, "/a", "a");
        clock.turn(Duration.ofMinutes(1));
        StorageActions.assertFails(Failure.PERMISSION_DENIED, () -> StorageActions.put(tree, "/b", "b"));
        assertThat(refusals()).containsExactly(Rule.VALID_UNTIL);
    }

    @Test
    void theSessionEndsAtTheNextLook() {
        GatewaySessions gateway = gateway(untilEleven());
        tree(gateway);
        gateway.endOverdue();
        assertThat(disconnected).isFalse();
        clock.turn(Duration.ofHours(1));
        gateway.endOverdue();
        assertThat(disconnected).isTrue();
    }

    @Test
    void whatIsOpenGoesOnUntilTheSessionEnds() {
        Storage tree = tree(gateway(untilEleven()));
        try (WritableFile upload = tree.openForWrite(FILE, new WriteMode.Replace())) {
            clock.turn(Duration.ofHours(1));
            upload.commit();
        }
        StorageActions.assertFails(Failure.PERMISSION_DENIED, () -> tree.openForRead(FILE));
    }

    @Test
    void otherSessionsAreLeftAlone() {
        GatewaySessions gateway = gateway(TestAccounts.named("alice").build());
        Storage tree = tree(gateway);
        clock.turn(Duration.ofDays(365));
        gateway.endOverdue();
        assertThat(disconnected).isFalse();
        StorageActions.put(tree, "/a", "a");
    }
}
