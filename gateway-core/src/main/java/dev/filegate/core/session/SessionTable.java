package dev.filegate.core.session;

import dev.filegate.core.account.Network;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Everybody who is connected, counted in total, per address and per account. Counts are exact under concurrency. */
final class SessionTable {
    private final Map<String, GatewaySession> sessions = new ConcurrentHashMap<>();
    private final AtomicInteger total = new AtomicInteger();
    private final Map<Network, Integer> perAddress = new ConcurrentHashMap<>();
    private final Map<String, Integer> perAccount = new ConcurrentHashMap<>();

    /** Takes a place among at most {@code limit}. */
    boolean takePlace(int limit) {
        if (total.incrementAndGet() > limit) {
            total.decrementAndGet();
            return false;
        }
        return true;
    }

    void releasePlace() {
        total.decrementAndGet();
    }

    boolean takeAddress(Network address, int limit) {
        return take(perAddress, address, limit);
    }

    void releaseAddress(Network address) {
        release(perAddress, address);
    }

    /** @param limit 0 for no limit; counted all the same */
    boolean takeAccount(String account, int limit) {
        return take(perAccount, account, limit == 0 ? Integer.MAX_VALUE : limit);
    }

    void releaseAccount(String account) {
        release(perAccount, account);
    }

    /** Places taken from this address. */
    int countOf(Network address) {
        return perAddress.getOrDefault(address, 0);
    }

    /** Places taken by this account. */
    int countOf(String account) {
        return perAccount.getOrDefault(account, 0);
    }

    void add(GatewaySession session) {
        sessions.put(session.id(), session);
    }

    void remove(GatewaySession session) {
        sessions.remove(session.id());
    }

    Optional<GatewaySession> find(String id) {
        return Optional.ofNullable(sessions.get(id));
    }

    int size() {
        return total.get();
    }

    void forEach(Consumer<GatewaySession> action) {
        sessions.values().forEach(action);
    }

    /** Sessions that are logged in, by the name of their account. */
    Map<String, List<GatewaySession>> byAccount(Predicate<String> names) {
        Map<String, List<GatewaySession>> found = new HashMap<>();
        for (GatewaySession session : sessions.values()) {
            session.accountName()
                    .filter(names)
                    .ifPresent(name ->
                            found.computeIfAbsent(name, _ -> new ArrayList<>()).add(session));
        }
        return found;
    }

    List<SessionInfo> snapshot() {
        return sessions.values().stream()
                .map(GatewaySession::info)
                .sorted(Comparator.comparing(SessionInfo::since).thenComparing(SessionInfo::id))
                .toList();
    }

    private static <K> boolean take(Map<K, Integer> counts, K key, int limit) {
        boolean[] taken = {false};
        counts.compute(key, (_, count) -> {
            int now = count == null ? 0 : count;
            taken[0] = now < limit;
            int then = taken[0] ? now + 1 : now;
            return then == 0 ? null : Integer.valueOf(then);
        });
        return taken[0];
    }

    private static <K> void release(Map<K, Integer> counts, K key) {
        counts.computeIfPresent(key, (_, count) -> count == 1 ? null : Integer.valueOf(count - 1));
    }
}
