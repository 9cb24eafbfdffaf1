package dev.filegate.core.session;

import dev.filegate.core.account.Network;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/**
 * When an address is banned, and for how long ({@code filegate.ban.*}).
 *
 * @param threshold points at which it is banned; the points of each kind of abuse are in {@link BanList}
 * @param halfLife time in which half of an address's points are forgotten
 * @param time length of the first ban; each further one is twice as long
 * @param longest where the doubling ends; after so long without a ban one repetition is forgotten
 * @param exempt addresses that are never scored
 * @param entries how many addresses are remembered at most; about 300 bytes each
 */
public record BanPolicy(
        boolean enabled,
        int threshold,
        Duration halfLife,
        Duration time,
        Duration longest,
        List<Network> exempt,
        int entries) {
    /** What holds unless configured otherwise. */
    public static final BanPolicy DEFAULT = new BanPolicy(
            true, 20, Duration.ofMinutes(10), Duration.ofMinutes(10), Duration.ofHours(24), List.of(), 100_000);

    public BanPolicy {
        if (threshold < 1 || entries < 1) {
            throw new IllegalArgumentException("threshold and entries are at least 1");
        }
        if (!halfLife.isPositive() || !time.isPositive() || longest.compareTo(time) < 0) {
            throw new IllegalArgumentException("times are positive, and the longest ban is not shorter than the first");
        }
        exempt = List.copyOf(exempt);
    }

    public BanPolicy withEnabled(boolean on) {
        return new BanPolicy(on, threshold, halfLife, time, longest, exempt, entries);
    }

    public BanPolicy withThreshold(int points) {
        return new BanPolicy(enabled, points, halfLife, time, longest, exempt, entries);
    }

    public BanPolicy withTime(Duration first) {
        Duration last = longest.compareTo(first) < 0 ? first : longest;
        return new BanPolicy(enabled, threshold, halfLife, first, last, exempt, entries);
    }

    public BanPolicy withExempt(List<Network> networks) {
        return new BanPolicy(enabled, threshold, halfLife, time, longest, networks, entries);
    }

    public BanPolicy withEntries(int count) {
        return new BanPolicy(enabled, threshold, halfLife, time, longest, exempt, count);
    }

    boolean spares(InetAddress address) {
        return !enabled || exempt.stream().anyMatch(network -> network.contains(address));
    }

    /** The length of the n-th ban. */
    Duration timeOf(int repetition) {
        Duration grown = time;
        for (int i = 1; i < repetition && grown.compareTo(longest) < 0; i++) {
            grown = grown.multipliedBy(2);
        }
        return grown.compareTo(longest) > 0 ? longest : grown;
    }
}
