package dev.filegate.ftp;

import dev.filegate.core.account.Account;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.server.Protocol;
import dev.filegate.core.session.Session;
import dev.filegate.core.storage.Storage;
import dev.filegate.ftp.hash.HashAlgorithm;
import dev.filegate.ftp.listing.Fact;
import dev.filegate.tls.TlsContext;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** What one connection has agreed on so far. Confined to the session's thread. */
public final class FtpSession {
    /** Directories whose message was shown are remembered up to this number; beyond it no more messages are shown. */
    private static final int MAX_SHOWN_MESSAGES = 256;

    private final FtpResources resources;
    private final Session core;
    private final Client client;
    private final TransferSettings settings = new TransferSettings();
    private final DataPorts ports = new DataPorts();
    private final Security security;
    private final Set<VirtualPath> shownMessages = new HashSet<>(4);

    private boolean everLoggedIn;
    private String user = "";
    private @Nullable Login login;
    private VirtualPath directory = VirtualPath.ROOT;
    private @Nullable VirtualPath renameFrom;
    private @Nullable VirtualPath copyFrom;
    private HashAlgorithm hashAlgorithm = HashAlgorithm.DEFAULT;
    private Set<Fact> facts = Fact.DEFAULT;
    private Duration idleTimeout;
    private @Nullable RunningTask running;

    /** Who is logged in. */
    private record Login(Account account, Storage storage) {}

    public FtpSession(FtpResources resources, Session core, Client client) {
        this.resources = resources;
        this.core = core;
        this.client = client;
        this.security = new Security(resources.config().tls());
        this.idleTimeout = resources.config().timeouts().idle();
    }

    public FtpResources resources() {
        return resources;
    }

    public FtpConfig config() {
        return resources.config();
    }

    /** The session as the gateway knows it. */
    public Session core() {
        return core;
    }

    public Client client() {
        return client;
    }

    public TransferSettings settings() {
        return settings;
    }

    public DataPorts ports() {
        return ports;
    }

    public Security security() {
        return security;
    }

    /** The control connection's handshake is over: what was said in clear before counts no more (RFC 4217 section 4). */
    void secured(TlsContext context, SSLSession handshake) {
        logout();
        security.secured(context, handshake);
        core.protocol(Protocol.FTPS);
        core.note("tls", handshake.getProtocol());
        core.note("cipher", handshake.getCipherSuite());
    }

    /** The control connection goes on in clear. */
    void cleared() {
        security.cleared();
        core.note("tls", "");
        core.note("cipher", "");
        core.protocol(Protocol.FTP);
    }

    /** The name given by USER; empty if none was. */
    public String user() {
        return user;
    }

    /** A login begins: whoever was logged in is not any more (RFC 959 section 4.1.1, USER). */
    public void beginLogin(String name) {
        logout();
        user = name;
    }

    public void completeLogin(Account account, Storage storage) {
        login = new Login(account, storage);
        everLoggedIn = true;
        directory = VirtualPath.ROOT;
    }

    /** A failed login needs a new USER. */
    public void refuseLogin() {
        user = "";
    }

    private void logout() {
        if (login != null) {
            core.logout();
        }
        login = null;
        user = "";
        directory = VirtualPath.ROOT;
        renameFrom = null;
        copyFrom = null;
        shownMessages.clear();
    }

    /**
     * Everything as after the greeting (RFC 959 section 4.1.1, REIN).
     *
     * @return whether TLS has to end on the control connection
     */
    public boolean reinitialize() {
        logout();
        settings.type(TransferSettings.Type.ASCII);
        settings.mode(TransferSettings.Mode.STREAM);
        settings.forgetMarkers();
        ports.close();
        ports.extendedOnly(false);
        hashAlgorithm = HashAlgorithm.DEFAULT;
        facts = Fact.DEFAULT;
        idleTimeout = config().timeouts().idle();
        return security.reinitialize();
    }

    public boolean isLoggedIn() {
        return login != null;
    }

    /** Whether anybody was, since the connection began. */
    boolean hasEverLoggedIn() {
        return everLoggedIn;
    }

    private Login login() {
        if (login == null) {
            throw new IllegalStateException("nobody is logged in");
        }
        return login;
    }

    /** Who is logged in. */
    public Account account() {
        return login().account();
    }

    /** The account's tree. */
    public Storage storage() {
        return login().storage();
    }

    /** The current directory. */
    public VirtualPath directory() {
        return directory;
    }

    public void directory(VirtualPath other) {
        directory = other;
    }

    /** What a client named, seen from the current directory. */
    public VirtualPath resolve(String path) {
        return directory.resolve(path);
    }

    /** What RNFR named, if that was the last command. */
    public Optional<VirtualPath> renameFrom() {
        return Optional.ofNullable(renameFrom);
    }

    public void renameFrom(VirtualPath path) {
        renameFrom = path;
    }

    /** RNTO must follow RNFR immediately (RFC 959 section 4.1.3). */
    void forgetRename() {
        renameFrom = null;
    }

    /** What SITE CPFR named, if it did. */
    public Optional<VirtualPath> copyFrom() {
        return Optional.ofNullable(copyFrom);
    }

    public void copyFrom(VirtualPath path) {
        copyFrom = path;
    }

    public void forgetCopy() {
        copyFrom = null;
    }

    /** What HASH computes. */
    public HashAlgorithm hashAlgorithm() {
        return hashAlgorithm;
    }

    public void hashAlgorithm(HashAlgorithm other) {
        hashAlgorithm = other;
    }

    /** What MLST and MLSD show. */
    public Set<Fact> facts() {
        return facts;
    }

    public void facts(Set<Fact> other) {
        facts = other;
    }

    /** How long this client may be silent. */
    public Duration idleTimeout() {
        return idleTimeout;
    }

    public void idleTimeout(Duration other) {
        idleTimeout = other;
    }

    /** Whether the message of a directory is due: once per directory and session. */
    public boolean dueMessage(VirtualPath path) {
        return shownMessages.size() < MAX_SHOWN_MESSAGES && shownMessages.add(path);
    }

    /** What runs beside the conversation. */
    public Optional<RunningTask> running() {
        return Optional.ofNullable(running);
    }

    void started(RunningTask task) {
        running = task;
    }

    void ended() {
        running = null;
    }
}
