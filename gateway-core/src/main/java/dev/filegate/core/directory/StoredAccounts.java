package dev.filegate.core.directory;

import dev.filegate.core.auth.AccountDirectory;
import dev.filegate.core.auth.AccountRecord;
import dev.filegate.core.auth.PasswordHash;
import dev.filegate.core.auth.PasswordHashes;
import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The accounts of a store, for logins. What was found is remembered for some seconds, and forgotten at once when this node changes it;
 * that a name is unknown is not remembered, so that nobody can fill the memory with names. Thread-safe. Bounded to some thousand accounts.
 */
public final class StoredAccounts implements AccountDirectory {
    private static final Logger LOG = LoggerFactory.getLogger(StoredAccounts.class);
    private static final Duration REMEMBERED = Duration.ofSeconds(5);
    private static final Duration DECOY_REMEMBERED = Duration.ofMinutes(1);
    private static final int MOST = 10_000;

    private final AccountStore store;
    private final InstantSource clock;
    /** Guarded by this; the one found longest ago first. */
    private final Map<String, Found> remembered = new LinkedHashMap<>();

    private Optional<PasswordHash> decoy = Optional.empty();
    private Instant decoyAsked = Instant.MIN;
    /** Counts what was forgotten, so that a question that was under way meanwhile is not remembered. */
    private long forgotten;

    public StoredAccounts(AccountStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    private record Found(AccountRecord account, Instant at) {}

    @Override
    public Optional<AccountRecord> find(String name) {
        if (!mayBeName(name)) {
            return Optional.empty();
        }
        long before;
        synchronized (this) {
            Optional<Found> found = Optional.ofNullable(remembered.get(name)).filter(this::isFresh);
            if (found.isPresent()) {
                return found.map(Found::account);
            }
            before = forgotten;
        }
        Optional<AccountRecord> account = store.member(name).map(StoredAccounts::resolve);
        account.ifPresent(found -> remember(found, before));
        return account;
    }

    /** Whether the store could have it at all. */
    private static boolean mayBeName(String name) {
        try {
            Names.checkAccount(name);
            return true;
        } catch (IllegalArgumentException e) {
            LOG.debug("not a name of a stored account", e);
            return false;
        }
    }

    /** Also not fresh: what was found in a future that the clock has left again. */
    private boolean isFresh(Found found) {
        Instant now = clock.instant();
        return !now.isBefore(found.at()) && now.isBefore(found.at().plus(REMEMBERED));
    }

    private synchronized void remember(AccountRecord account, long before) {
        if (before == forgotten) {
            remembered.remove(account.account().name());
            remembered.put(account.account().name(), new Found(account, clock.instant()));
            if (remembered.size() > MOST) {
                remembered.remove(remembered.keySet().iterator().next());
            }
        }
    }

    private static AccountRecord resolve(AccountStore.Membership member) {
        AccountDefinition account = member.account().value();
        if (member.groups().size() < account.groups().size()) {
            throw new GatewayException(
                    Failure.UNAVAILABLE, "a group of the account \"" + account.name() + "\" is missing");
        }
        try {
            return AccountResolution.resolve(account, member.groups());
        } catch (IllegalArgumentException e) {
            throw new GatewayException(
                    Failure.UNAVAILABLE, "the account \"" + account.name() + "\" is not usable: " + e.getMessage(), e);
        }
    }

    /** Asks the store again at the next login. */
    public synchronized void forgetAll() {
        remembered.clear();
        forgotten++;
    }

    /** Asks the store again at the next login of these. */
    public synchronized void forget(Iterable<String> names) {
        names.forEach(remembered::remove);
        forgotten++;
    }

    @Override
    public Optional<PasswordHash> decoy() {
        synchronized (this) {
            Instant now = clock.instant();
            if (!decoyAsked.equals(Instant.MIN)
                    && !now.isBefore(decoyAsked)
                    && now.isBefore(decoyAsked.plus(DECOY_REMEMBERED))) {
                return decoy;
            }
        }
        Optional<PasswordHash> found = store.anyPasswordHash().map(PasswordHashes::parse);
        synchronized (this) {
            decoy = found;
            decoyAsked = clock.instant();
            return decoy;
        }
    }
}
