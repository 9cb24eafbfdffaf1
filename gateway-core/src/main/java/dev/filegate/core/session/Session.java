package dev.filegate.core.session;

import dev.filegate.core.account.Account;
import dev.filegate.core.auth.Credential;
import dev.filegate.core.server.Protocol;
import dev.filegate.core.storage.QuotaUsage;
import dev.filegate.core.storage.Storage;
import java.time.Duration;
import java.util.Set;

/**
 * One client's connection, from admission to the end. Used by the connection's own thread, but {@link #close} may come from anywhere
 * and any number of times.
 */
public interface Session extends AutoCloseable {
    /** Unique in this process's life, short enough to read out; in every log line and audit record of the session. */
    String id();

    /**
     * The connection speaks another protocol from here on: FTP becomes FTPS after AUTH TLS (RFC 4217), and again FTP after CCC. Logins are
     * checked, and records written, for the protocol of the moment.
     */
    void protocol(Protocol now);

    /** Checks a proof of identity. Blocks as long as the check takes, which does not depend on whether the user exists. */
    LoginResult login(Credential credential);

    /**
     * Whether a login with this proof would go on, without logging in: SSH clients ask before they sign with a key (RFC 4252 section 7).
     * Nothing is recorded or counted.
     */
    boolean wouldAccept(Credential credential);

    /** Ends the login but not the connection (FTP REIN); the account's session count goes down. */
    void logout();

    /** What the account stores and may store; {@link QuotaUsage#UNLIMITED} without a quota or a login. The first call may walk the account's home. */
    QuotaUsage quota();

    /** What the client is doing, for operators: {@code "RETR /a/b.bin"}, {@code "idle"}. */
    void activity(String what);

    /** A fact about this session that belongs into its audit records: {@code client}, {@code tls}, {@code cipher}, {@code type}. An empty value takes it back. */
    void note(String key, String value);

    /** Why the gateway is about to end it, for the audit trail. The first reason counts; without any it was the client who closed. */
    void ending(String reason);

    /** Counts abuse against the client's address; enough of it bans the address. */
    void abuse(Abuse kind);

    /** Gives the places back. Never fails. */
    @Override
    void close();

    /** Behaviour that no honest client shows, or none so often. The points are in {@link BanList}. */
    enum Abuse {
        LOGIN_FAILED,
        /** A connection that ended without a login. */
        NO_LOGIN,
        /** Requests that are not of the protocol: garbage, overlong lines, HTTP. */
        GARBAGE,
        /** Attempts against others: bounce, port theft. */
        ATTACK
    }

    /** What came of a login. */
    sealed interface LoginResult {
        /** @param storage the account's tree, already wrapped in every rule */
        record Accepted(Account account, Storage storage) implements LoginResult {}

        /** Right so far, but the account demands another proof. */
        record MoreNeeded(Set<Credential.Method> acceptable) implements LoginResult {}

        /**
         * Refused.
         *
         * @param reason words for the client: the same for an unknown user and a wrong password
         * @param penalty how long the protocol waits before it answers
         * @param disconnect whether the connection ends with the answer
         */
        record Rejected(String reason, Duration penalty, boolean disconnect) implements LoginResult {}
    }
}
