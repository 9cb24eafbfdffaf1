package dev.filegate.core.session;

import dev.filegate.core.account.Network;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Scores addresses for abuse and bans those that collect too much of it, longer with each repetition. Points decay: half of them are
 * forgotten in each {@link BanPolicy#halfLife}, and a point that is begun counts whole, so that the tenth failed login bans however many milliseconds the ten took. An address is an IPv4 address or an IPv6 /64 ({@link Network#ofClient}).
 *
 * <p>Bounded by {@link BanPolicy#entries}: beyond it the address that was heard of longest ago is forgotten, those without a ban first (as
 * long as they are more than a tenth), so that a flood of harmless-looking addresses does not lift bans. Thread-safe; every call is short, so it may be used on an event loop.
 */
public final class BanList {
    private final BanPolicy policy;
    private final InstantSource clock;
    /** Addresses with points or a past; least recently heard of first. Guarded by this. */
    private final Map<Network, Entry> watched = new LinkedHashMap<>(16, 0.75f, true);
    /** Addresses with a ban that may have run out; oldest first. Guarded by this. */
    private final Map<Network, Entry> banned = new LinkedHashMap<>();

    public BanList(BanPolicy policy, InstantSource clock) {
        this.policy = policy;
        this.clock = clock;
    }

    /**
     * The points of each kind. With the default threshold of 20 an address is banned after ten failed logins in quick succession, or five
     * attacks: a client behind NAT whose PORT names its private address looks like one. Connections without a login weigh next to nothing: a load balancer's probe every three seconds must never add up to a ban
     * (points × rate × half-life ÷ ln 2 = 14), hundreds of silent connections at once must.
     */
    static double points(Session.Abuse kind) {
        return switch (kind) {
            case LOGIN_FAILED -> 2;
            case NO_LOGIN -> 0.05;
            case GARBAGE -> 2;
            case ATTACK -> 4;
        };
    }

    /** The ban that holds for this address now. */
    public synchronized Optional<Ban> banOf(InetAddress address) {
        return entryOf(Network.ofClient(address)).map(Entry::asBan);
    }

    /**
     * Asks for admission of a connection, and counts a refusal.
     *
     * @return the ban with this refusal counted in, or empty when the address may come in
     */
    synchronized Optional<Ban> refuse(InetAddress address) {
        if (banned.isEmpty()) {
            return Optional.empty();
        }
        Optional<Entry> entry = entryOf(Network.ofClient(address));
        entry.ifPresent(refused -> refused.refusals++);
        return entry.map(Entry::asBan);
    }

    /**
     * Counts abuse.
     *
     * @return the ban that begins with it, if one does
     */
    public synchronized Optional<Ban> abuse(InetAddress address, Session.Abuse kind) {
        if (policy.spares(address)) {
            return Optional.empty();
        }
        Network client = Network.ofClient(address);
        if (entryOf(client).isPresent()) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        Entry entry = watched.computeIfAbsent(client, network -> new Entry(network, now));
        entry.add(points(kind), now, policy);
        if (Math.ceil(entry.score) < policy.threshold()) {
            forgetBeyond(policy.entries());
            return Optional.empty();
        }
        watched.remove(client);
        entry.ban(now, policy);
        banned.put(client, entry);
        forgetBeyond(policy.entries());
        return Optional.of(entry.asBan());
    }

    /** The bans that hold now, oldest first. */
    public synchronized List<Ban> active() {
        Instant now = clock.instant();
        List<Ban> bans = new ArrayList<>();
        for (Entry entry : banned.values()) {
            if (entry.until.isAfter(now)) {
                bans.add(entry.asBan());
            }
        }
        return bans;
    }

    /** How many addresses it holds. */
    synchronized int remembered() {
        return watched.size() + banned.size();
    }

    /** Lifts a ban and forgets all about the address; false if there is none. */
    public synchronized boolean lift(Network network) {
        Optional<Entry> entry = entryOf(network);
        banned.remove(network);
        return entry.isPresent();
    }

    /** The entry when its ban holds; one whose ban has run out is watched from here on. */
    private Optional<Entry> entryOf(Network client) {
        Entry entry = banned.get(client);
        if (entry == null) {
            return Optional.empty();
        }
        if (entry.until.isAfter(clock.instant())) {
            return Optional.of(entry);
        }
        banned.remove(client);
        watched.put(client, entry);
        return Optional.empty();
    }

    private void forgetBeyond(int entries) {
        if (watched.size() + banned.size() > entries) {
            boolean enoughWatched = watched.size() > Math.max(1, entries / 10);
            Iterator<?> eldest = (enoughWatched ? watched : banned).values().iterator();
            eldest.next();
            eldest.remove();
        }
    }

    /** What is remembered of one address. */
    private static final class Entry {
        private final Network network;
        private double score;
        private Instant scored;
        private int repetition;
        private Instant since = Instant.MIN;
        private Instant until = Instant.MIN;
        private long refusals;

        Entry(Network network, Instant now) {
            this.network = network;
            this.scored = now;
        }

        void add(double points, Instant now, BanPolicy policy) {
            double halves = (double) Duration.between(scored, now).toMillis()
                    / policy.halfLife().toMillis();
            score = score * Math.pow(0.5, Math.max(0, halves)) + points;
            scored = now;
        }

        void ban(Instant now, BanPolicy policy) {
            if (repetition > 0) {
                long forgotten = Duration.between(until, now).dividedBy(policy.longest());
                repetition = (int) Math.max(0, repetition - Math.max(0, forgotten));
            }
            repetition++;
            score = 0;
            since = now;
            until = now.plus(policy.timeOf(repetition));
            refusals = 0;
        }

        Ban asBan() {
            return new Ban(network, since, until, repetition, refusals);
        }
    }
}
