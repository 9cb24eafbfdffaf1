package dev.filegate.admin.token;

import dev.filegate.core.token.AccessToken;
import dev.filegate.core.token.Role;
import dev.filegate.core.token.TokenStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tokens that let somebody into the admin API: the local one, which works whether or not the store can be asked, and those in the store,
 * of which a copy is kept for a second, so that guessing costs the store one question a second at most. Thread-safe.
 */
public final class Tokens {
    /** Name of the local token. */
    public static final String LOCAL = "local";

    /** Tokens in the store. */
    public static final int MOST = 1000;

    private static final Duration FRESH = Duration.ofSeconds(1);

    private final TokenText local;
    private final Instant started;
    private final TokenStore store;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private volatile Copy copy = new Copy(Map.of(), Instant.MIN);

    public Tokens(TokenFile local, TokenStore store, InstantSource clock) {
        this.local = local.token();
        this.store = store;
        this.clock = clock;
        this.started = clock.instant();
    }

    private record Copy(Map<String, AccessToken> byId, Instant read) {}

    /** A new token: the only time that its text is told. */
    public record Created(AccessToken kept, String text) {
        /** Without the text. */
        @Override
        public String toString() {
            return "Created[" + kept + "]";
        }
    }

    /**
     * Who bears this token; empty when it is none, or expired.
     *
     * @throws dev.filegate.core.failure.GatewayException UNAVAILABLE when the store cannot be asked
     */
    public Optional<Caller> check(String presented) {
        Optional<TokenText> text = TokenText.parse(presented);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (text.get().id().equals(local.id())) {
            return text.get().matches(local.hash())
                    ? Optional.of(new Caller(local.id(), LOCAL, Role.ADMIN))
                    : Optional.empty();
        }
        Instant now = clock.instant();
        return Optional.ofNullable(fresh(now).byId().get(text.get().id()))
                .filter(kept -> text.get().matches(kept.hash()) && now.isBefore(kept.expires()))
                .map(kept -> new Caller(kept.id(), kept.name(), kept.role()));
    }

    private Copy fresh(Instant now) {
        Copy known = copy;
        return isFresh(known, now) ? known : read(now);
    }

    /** A clock that went back makes every copy old. */
    private static boolean isFresh(Copy known, Instant now) {
        return !now.isBefore(known.read()) && now.isBefore(known.read().plus(FRESH));
    }

    private synchronized Copy read(Instant now) {
        if (isFresh(copy, now)) {
            return copy;
        }
        Map<String, AccessToken> byId = new HashMap<>();
        store.list().forEach(token -> byId.put(token.id(), token));
        copy = new Copy(byId, now);
        return copy;
    }

    /** Makes a token and keeps its hash; empty when there are {@value #MOST} already. */
    public Optional<Created> create(String name, Role role, Instant expires) {
        if (store.list().size() >= MOST) {
            return Optional.empty();
        }
        while (true) {
            TokenText text = TokenText.random(random);
            AccessToken kept = new AccessToken(text.id(), name, role, text.hash(), clock.instant(), expires);
            if (!text.id().equals(local.id()) && store.add(kept)) {
                forgetCopy();
                return Optional.of(new Created(kept, text.text()));
            }
        }
    }

    /** All tokens, the local one first; it has no hash here. */
    public List<AccessToken> list() {
        List<AccessToken> all = new ArrayList<>();
        all.add(new AccessToken(local.id(), LOCAL, Role.ADMIN, "", started, Instant.MAX));
        all.addAll(store.list());
        return all;
    }

    /** Whether this is the id of the local token, which is removed by deleting its file. */
    public boolean isLocal(String id) {
        return id.equals(local.id());
    }

    /** From now on it lets nobody in; on other nodes within a second. False when there is none of that id. */
    public boolean remove(String id) {
        boolean removed = store.remove(id);
        forgetCopy();
        return removed;
    }

    private synchronized void forgetCopy() {
        copy = new Copy(Map.of(), Instant.MIN);
    }
}
