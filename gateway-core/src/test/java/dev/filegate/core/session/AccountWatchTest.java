package dev.filegate.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.filegate.core.account.Limit;
import dev.filegate.core.account.Permission;
import dev.filegate.core.audit.AuditTrail;
import dev.filegate.core.auth.Authenticators;
import dev.filegate.core.auth.Credential;
import dev.filegate.core.auth.PasswordChecks;
import dev.filegate.core.auth.Secret;
import dev.filegate.core.directory.AccountDefinition;
import dev.filegate.core.directory.Accounts;
import dev.filegate.core.directory.Change;
import dev.filegate.core.directory.MemoryAccountStore;
import dev.filegate.core.directory.MountDefinition;
import dev.filegate.core.directory.Profile;
import dev.filegate.core.directory.Setting;
import dev.filegate.core.directory.StoredAccounts;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.server.Protocol;
import dev.filegate.core.storage.MemoryBackend;
import dev.filegate.core.storage.Storage;
import dev.filegate.core.storage.StorageActions;
import dev.filegate.core.storage.rule.InMemoryQuotaLedger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of sessions when administrators change accounts. */
class AccountWatchTest {
    /** {@code U*U}, hashed cheaply. */
    private static final String HASH = "{bcrypt}$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW";

    private final MemoryAccountStore store = new MemoryAccountStore();
    private final PasswordChecks checks = PasswordChecks.of(1);
    private final StoredAccounts directory = new StoredAccounts(store, InstantSource.system());
    private final GatewaySessions sessions = new GatewaySessions(
            SessionPolicy.DEFAULT,
            Authenticators.of(List.of(), List.of(directory), checks),
            Map.of("files", new MemoryBackend()),
            new InMemoryQuotaLedger(),
            AuditTrail.NONE,
            new BanList(BanPolicy.DEFAULT, InstantSource.system()),
            InstantSource.system());
    private final AccountWatch watch = new AccountWatch(store, directory, sessions);
    private final Accounts accounts = new Accounts(List.of(), store, store, Set.of("files"), watch::look);
    private final AtomicBoolean disconnected = new AtomicBoolean();
    private long version;

    @BeforeEach
    void begin() {
        watch.look();
    }

    @AfterEach
    void end() {
        checks.close();
    }

    private static AccountDefinition alice(boolean disabled, Map<Limit, Long> limits, Permission... permissions) {
        Profile.Tree tree = new Profile.Tree(
                List.of(new MountDefinition(VirtualPath.ROOT, "files", "/alice", Setting.inherited())),
                Setting.of(permissions.length == 0 ? EnumSet.allOf(Permission.class) : Set.of(permissions)),
                List.of(),
                Profile.FileNames.NONE);
        return new AccountDefinition(
                "alice",
                "",
                disabled,
                new AccountDefinition.Proofs(HASH, List.of(), List.of(), List.of()),
                List.of(),
                new Profile(tree, Profile.Access.NONE, limits));
    }

    private void done(Change<AccountDefinition> change) {
        assertThat(change).isInstanceOf(Change.Done.class);
        version = ((Change.Done<AccountDefinition>) change).stored().version();
    }

    private Session.LoginResult login(String user) {
        InetSocketAddress address = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 4711);
        Sessions.Admission admission = sessions.open(Protocol.FTP, address, address, () -> disconnected.set(true));
        return ((Sessions.Admission.Admitted) admission)
                .session()
                .login(new Credential.Password(user, Secret.of("U*U")));
    }

    private Storage tree() {
        Session.LoginResult result = login("alice");
        assertThat(result).isInstanceOf(Session.LoginResult.Accepted.class);
        return ((Session.LoginResult.Accepted) result).storage();
    }

    @Test
    void aNewAccountMayLogInAtOnce() {
        assertThat(login("alice")).isInstanceOf(Session.LoginResult.Rejected.class);
        done(accounts.create(alice(false, Map.of())));
        StorageActions.put(tree(), "/a", "a");
    }

    @Test
    void aChangeHoldsForTheNextOperationOfASession() {
        done(accounts.create(alice(false, Map.of())));
        Storage tree = tree();
        StorageActions.put(tree, "/a", "a");
        done(accounts.update(alice(false, Map.of(), Permission.LIST), version));
        assertThatThrownBy(() -> StorageActions.put(tree, "/b", "b")).isInstanceOf(GatewayException.class);
        done(accounts.update(alice(false, Map.of(Limit.LARGEST_FILE, 3L)), version));
        StorageActions.put(tree, "/b", "b");
        assertThatThrownBy(() -> StorageActions.put(tree, "/c", "cccc")).isInstanceOf(GatewayException.class);
        assertThat(disconnected).isFalse();
    }

    @Test
    void disablingAnAccountEndsItsSessionsAndKeepsItOut() {
        done(accounts.create(alice(false, Map.of())));
        assertThat(tree()).isNotNull();
        done(accounts.update(alice(true, Map.of()), version));
        assertThat(disconnected).isTrue();
        assertThat(login("alice")).isInstanceOf(Session.LoginResult.Rejected.class);
    }

    @Test
    void deletingAnAccountEndsItsSessions() {
        done(accounts.create(alice(false, Map.of())));
        assertThat(tree()).isNotNull();
        done(accounts.delete("alice", version));
        assertThat(disconnected).isTrue();
    }

    @Test
    void withoutTheStoreSessionsGoOnAndLoginsAreRefusedInWordsUntilItIsBack() {
        done(accounts.create(alice(false, Map.of())));
        Storage tree = tree();
        directory.forgetAll();
        store.away(true);
        watch.look();
        StorageActions.put(tree, "/a", "a");
        assertThat(login("alice")).isInstanceOfSatisfying(Session.LoginResult.Rejected.class, refused -> {
            assertThat(refused.reason()).contains("not possible at the moment");
            assertThat(refused.penalty()).isZero();
        });
        store.away(false);
        watch.look();
        assertThat(login("alice")).isInstanceOf(Session.LoginResult.Accepted.class);
        assertThat(disconnected).isFalse();
    }
}
