package dev.filegate.admin;

import dev.filegate.admin.token.TokenFile;
import dev.filegate.admin.token.Tokens;
import dev.filegate.core.account.TestAccounts;
import dev.filegate.core.audit.AuditEvent;
import dev.filegate.core.audit.AuditTrail;
import dev.filegate.core.audit.MemoryAuditArchive;
import dev.filegate.core.auth.AccountRecord;
import dev.filegate.core.auth.Authenticators;
import dev.filegate.core.auth.DeclaredAccounts;
import dev.filegate.core.auth.PasswordChecks;
import dev.filegate.core.auth.PasswordHashes;
import dev.filegate.core.directory.Accounts;
import dev.filegate.core.directory.MemoryAccountStore;
import dev.filegate.core.server.Protocol;
import dev.filegate.core.session.BanList;
import dev.filegate.core.session.BanPolicy;
import dev.filegate.core.session.GatewaySessions;
import dev.filegate.core.session.Session;
import dev.filegate.core.session.SessionPolicy;
import dev.filegate.core.session.Sessions;
import dev.filegate.core.storage.MemoryBackend;
import dev.filegate.core.storage.rule.InMemoryQuotaLedger;
import dev.filegate.core.token.MemoryTokenStore;
import dev.filegate.core.token.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/** A gateway in memory with the declared account {@code declared}, put on the desk of the application under test. */
public final class Lab implements AutoCloseable {
    public static final String STORAGE = TestAccounts.STORAGE;

    private final Path home;
    private final GatewayDesk desk;
    private final PasswordChecks checks = PasswordChecks.perProcessor();
    public final MemoryAuditArchive archive = new MemoryAuditArchive();
    public final MemoryAccountStore store = new MemoryAccountStore();
    public final MemoryBackend backend = new MemoryBackend();
    public final List<AuditEvent> events = new CopyOnWriteArrayList<>();
    public final AuditTrail trail = new AuditTrail(List.of(archive, events::add), List.of());
    public final BanList bans = new BanList(BanPolicy.DEFAULT, InstantSource.system());
    public final Tokens tokens;
    public final GatewaySessions sessions;

    private Lab(GatewayDesk desk) throws IOException {
        this.desk = desk;
        home = Files.createTempDirectory("lab");
        tokens = new Tokens(TokenFile.open(home), new MemoryTokenStore(), InstantSource.system());
        AccountRecord declared =
                new AccountRecord(TestAccounts.named("declared").build(), PasswordHashes.parse("secret"), List.of());
        sessions = new GatewaySessions(
                SessionPolicy.DEFAULT,
                Authenticators.of(List.of(), List.of(new DeclaredAccounts(List.of(declared))), checks),
                Map.of(STORAGE, backend),
                new InMemoryQuotaLedger(),
                trail,
                bans,
                InstantSource.system());
        desk.open(new AdministeredGateway(
                sessions,
                bans,
                List.of(new StorageEntry("local", backend)),
                new Accounts(List.of(declared), store, store, Set.of(STORAGE), () -> {}),
                sessions,
                sessions,
                archive,
                trail,
                tokens));
    }

    public static Lab open(GatewayDesk desk) {
        try {
            return new Lab(desk);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The token that a local command line uses. */
    public String localToken() {
        try {
            return Files.readString(home.resolve(TokenFile.NAME)).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path home() {
        return home;
    }

    /** A token of this role. */
    public String token(Role role) {
        return tokens.create("a " + role.word(), role, Instant.MAX)
                .orElseThrow()
                .text();
    }

    /** A connection that was admitted; {@code cut} becomes true when it is killed. */
    public Session connect(String address, AtomicBoolean cut) {
        InetSocketAddress remote = new InetSocketAddress(InetAddress.ofLiteral(address), 40_000);
        return switch (sessions.open(
                Protocol.SFTP, remote, new InetSocketAddress(remote.getAddress(), 22), () -> cut.set(true))) {
            case Sessions.Admission.Admitted(Session session) -> session;
            case Sessions.Admission.Refused(String reason, boolean _) -> throw new AssertionError(reason);
        };
    }

    /** What administrators did so far. */
    public List<AuditEvent.Administered> acts() {
        return events.stream()
                .filter(AuditEvent.Administered.class::isInstance)
                .map(AuditEvent.Administered.class::cast)
                .toList();
    }

    @Override
    public void close() {
        desk.close();
        checks.close();
        try {
            Files.deleteIfExists(home.resolve(TokenFile.NAME));
            Files.deleteIfExists(home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
