package dev.filegate.core.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.filegate.core.account.Account;
import dev.filegate.core.account.Limits;
import dev.filegate.core.account.Permission;
import dev.filegate.core.account.TestAccounts;
import dev.filegate.core.auth.Authenticator.Verdict;
import dev.filegate.core.path.VirtualPath;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AuthenticatorsTest {
    private final PasswordChecks checks = PasswordChecks.of(2);

    @AfterEach
    void stop() {
        checks.close();
    }

    private static AccountRecord record(String name, PasswordHash hash) {
        return new AccountRecord(TestAccounts.named(name).build(), hash, List.of());
    }

    private static DeclaredAccounts declared(AccountRecord... accounts) {
        return new DeclaredAccounts(List.of(accounts));
    }

    private Authenticators directories(AccountDirectory... directories) {
        return Authenticators.of(List.of(), List.of(directories), checks);
    }

    private static Credential password(String user, String password) {
        return new Credential.Password(user, Secret.of(password));
    }

    @Test
    void acceptsTheRightPassword() {
        Authenticators authenticators = directories(declared(record("alice", PasswordHashes.parse("secret"))));
        assertThat(authenticators.authenticate(password("alice", "secret")))
                .isInstanceOfSatisfying(
                        Verdict.Accepted.class,
                        accepted -> assertThat(accepted.account().name()).isEqualTo("alice"));
        assertThat(authenticators.authenticate(password("alice", "wrong")))
                .isEqualTo(new Verdict.Refused("wrong password"));
        assertThat(authenticators.authenticate(password("Alice", "secret")))
                .isEqualTo(new Verdict.Refused("unknown user"));
    }

    @Test
    void theFirstDirectoryThatKnowsANameDecides() {
        Authenticators authenticators = directories(
                declared(record("alice", PasswordHashes.parse("first"))),
                declared(
                        record("alice", PasswordHashes.parse("second")),
                        record("bob", PasswordHashes.parse("second"))));
        assertThat(authenticators.authenticate(password("alice", "first"))).isInstanceOf(Verdict.Accepted.class);
        assertThat(authenticators.authenticate(password("alice", "second"))).isInstanceOf(Verdict.Refused.class);
        assertThat(authenticators.authenticate(password("bob", "second"))).isInstanceOf(Verdict.Accepted.class);
    }

    /** A hash that counts its checks. */
    private static final class Counting implements PasswordHash {
        private final AtomicInteger count = new AtomicInteger();
        private final String scheme;

        Counting(String scheme) {
            this.scheme = scheme;
        }

        @Override
        public boolean matches(Secret secret) {
            count.incrementAndGet();
            return secret.matches("secret");
        }

        @Override
        public String scheme() {
            return scheme;
        }
    }

    @Test
    void anUnknownUserAndOneWithoutAPasswordCostOneCheckOfTheUsualScheme() {
        Counting usual = new Counting("slow");
        Authenticators authenticators = directories(
                declared(record("root", new Counting("rare"))),
                declared(
                        record("a", usual),
                        record("b", usual),
                        record("c", new Counting("rare")),
                        record("keys", PasswordHash.NONE)));
        assertThat(authenticators.authenticate(password("nobody", "secret"))).isInstanceOf(Verdict.Refused.class);
        assertThat(usual.count).hasValue(1);
        assertThat(authenticators.authenticate(password("keys", "secret"))).isInstanceOf(Verdict.Refused.class);
        assertThat(usual.count).hasValue(2);
        assertThat(authenticators.authenticate(password("a", "wrong"))).isInstanceOf(Verdict.Refused.class);
        assertThat(usual.count).hasValue(3);
    }

    @Test
    void betweenEquallyCommonSchemesTheDecoyIsNotThePlainOne() {
        Counting slow = new Counting("slow");
        Optional<PasswordHash> decoy = declared(record("a", PasswordHashes.parse("x")), record("b", slow))
                .decoy();
        assertThat(decoy).containsSame(slow);
    }

    @Test
    void refusesTwoDeclarationsOfOneName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> declared(record("a", PasswordHash.NONE), record("a", PasswordHash.NONE)))
                .withMessageContaining("\"a\"");
    }

    @Test
    void anAddressIsEnoughForTheAccountTheListenerNames() {
        Authenticators authenticators = directories(declared(record("boot", PasswordHash.NONE)));
        assertThat(authenticators.authenticate(new Credential.Address("boot"))).isInstanceOf(Verdict.Accepted.class);
        assertThat(authenticators.authenticate(new Credential.Address("other")))
                .isEqualTo(new Verdict.Refused("there is no account \"other\""));
    }

    @Test
    void runsNoMoreChecksAtOnceThanItHasThreads() throws InterruptedException {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch bothBusy = new CountDownLatch(2);
        PasswordHash slow = _ -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            bothBusy.countDown();
            try {
                return bothBusy.await(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            } finally {
                running.decrementAndGet();
            }
        };
        Authenticators authenticators = directories(declared(record("a", slow)));
        AtomicInteger accepted = new AtomicInteger();
        List<Thread> logins = IntStream.range(0, 20)
                .mapToObj(_ -> Thread.ofVirtual().start(() -> {
                    if (authenticators.authenticate(password("a", "x")) instanceof Verdict.Accepted) {
                        accepted.incrementAndGet();
                    }
                }))
                .toList();
        for (Thread login : logins) {
            login.join();
        }
        assertThat(accepted).hasValue(20);
        assertThat(most).hasValue(2);
    }

    @Test
    void anonymousVisitorsLeaveTheirMailAddress() {
        Authenticators authenticators = Authenticators.of(
                List.of(AnonymousAccess.of(
                        "main", VirtualPath.parse("/pub"), AnonymousAccess.Upload.NONE, false, Limits.NONE)),
                List.of(declared(record("ftp", PasswordHashes.parse("secret")))),
                checks);
        for (String name : List.of("anonymous", "ftp", "Anonymous")) {
            assertThat(authenticators.authenticate(password(name, "me@example.org\n")))
                    .isInstanceOfSatisfying(Verdict.Accepted.class, accepted -> {
                        assertThat(accepted.account().name()).isEqualTo("anonymous");
                        assertThat(accepted.account().kind()).isEqualTo(Account.Kind.ANONYMOUS);
                        assertThat(accepted.account().permissionsAt(VirtualPath.ROOT))
                                .containsExactlyInAnyOrder(Permission.LIST, Permission.READ);
                        assertThat(accepted.notes()).containsEntry("email", "me@example.org\\x0A");
                    });
        }
        assertThat(authenticators.authenticate(password("alice", "x"))).isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void whatVisitorsMayUploadDependsOnTheConfiguration() {
        assertThat(permissions(AnonymousAccess.Upload.DROP_BOX, true))
                .containsExactlyInAnyOrder(Permission.LIST, Permission.READ, Permission.WRITE, Permission.MKDIR);
        assertThat(permissions(AnonymousAccess.Upload.FULL, true))
                .contains(Permission.OVERWRITE, Permission.DELETE, Permission.MKDIR, Permission.RMDIR)
                .doesNotContain(Permission.ATTRIBUTES, Permission.LINK);
        assertThat(permissions(AnonymousAccess.Upload.FULL, false)).doesNotContain(Permission.MKDIR, Permission.RMDIR);
        assertThat(AnonymousAccess.Upload.values())
                .extracting(AnonymousAccess.Upload::word)
                .containsExactly("none", "dropbox", "full");
    }

    private static Set<Permission> permissions(AnonymousAccess.Upload upload, boolean mkdir) {
        Verdict verdict = AnonymousAccess.of("main", VirtualPath.ROOT, upload, mkdir, Limits.NONE)
                .authenticate(password("ftp", ""));
        return ((Verdict.Accepted) verdict).account().permissionsAt(VirtualPath.ROOT);
    }
}
