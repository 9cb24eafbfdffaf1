package dev.filegate.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filegate.core.account.TestAccounts;
import dev.filegate.core.audit.AuditTrail;
import dev.filegate.core.auth.AccountRecord;
import dev.filegate.core.auth.Authenticators;
import dev.filegate.core.auth.Credential;
import dev.filegate.core.auth.DeclaredAccounts;
import dev.filegate.core.auth.PasswordChecks;
import dev.filegate.core.auth.PasswordHash;
import dev.filegate.core.server.Protocol;
import dev.filegate.core.storage.MemoryBackend;
import dev.filegate.core.storage.rule.InMemoryQuotaLedger;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Logins of protocols that know nothing of a client but where it says it is (TFTP). */
class AddressLoginTest {
    private static final InetSocketAddress CLIENT = new InetSocketAddress("192.0.2.7", 4711);
    private static final InetSocketAddress LOCAL = new InetSocketAddress("192.0.2.1", 69);

    private final PasswordChecks checks = PasswordChecks.of(1);
    private final BanList bans = new BanList(BanPolicy.DEFAULT.withEnabled(true), InstantSource.system());
    private final GatewaySessions sessions = new GatewaySessions(
            SessionPolicy.DEFAULT,
            Authenticators.of(
                    List.of(),
                    List.of(new DeclaredAccounts(List.of(
                            new AccountRecord(TestAccounts.named("boot").build(), PasswordHash.NONE, List.of())))),
                    checks),
            Map.of(TestAccounts.STORAGE, new MemoryBackend()),
            new InMemoryQuotaLedger(),
            AuditTrail.NONE,
            bans,
            InstantSource.system());

    @AfterEach
    void close() {
        checks.close();
    }

    private Session open() {
        return ((Sessions.Admission.Admitted) sessions.open(Protocol.TFTP, CLIENT, LOCAL, () -> {})).session();
    }

    @Test
    void theAccountThatTheListenerNamesIsEnough() {
        try (Session session = open()) {
            assertThat(session.login(new Credential.Address("boot"))).isInstanceOf(Session.LoginResult.Accepted.class);
        }
    }

    @Test
    void anAddressIsNeverBannedForTheGatewaysOwnConfiguration() {
        for (int i = 0; i < 200; i++) {
            try (Session session = open()) {
                assertThat(session.login(new Credential.Address("nobody")))
                        .isInstanceOf(Session.LoginResult.Rejected.class);
            }
        }

        assertThat(bans.active()).isEmpty();
    }
}
