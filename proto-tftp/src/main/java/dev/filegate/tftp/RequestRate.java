package dev.filegate.tftp;

import dev.filegate.core.account.Network;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.function.LongSupplier;

/**
 * How often an address may cause an answer. A bucket per IPv4 address and per IPv6 /64; at most {@value #ADDRESSES} are remembered, and
 * whoever was heard of least recently is forgotten first. Thread-safe.
 */
final class RequestRate {
    private static final int ADDRESSES = 16384;
    private static final long SECOND = 1_000_000_000L;

    private final long interval;
    private final long burst;
    private final LongSupplier nanoTime;
    private final LinkedHashMap<Network, Bucket> buckets = new LinkedHashMap<>(64, 0.75f, true);

    /** When the bucket will be full again: a bucket is one moment, not a count that must be refilled. */
    private static final class Bucket {
        private long fullAt;
    }

    RequestRate(int perSecond, LongSupplier nanoTime) {
        this.interval = SECOND / perSecond;
        this.burst = 2 * SECOND;
        this.nanoTime = nanoTime;
    }

    /** Takes one from the sender's bucket; false when it is empty, and then nothing is to be answered. */
    synchronized boolean allows(InetAddress sender) {
        long now = nanoTime.getAsLong();
        Bucket bucket = buckets.computeIfAbsent(Network.ofClient(sender), address -> {
            Bucket full = new Bucket();
            full.fullAt = now;
            return full;
        });
        if (buckets.size() > ADDRESSES) {
            buckets.pollFirstEntry();
        }
        long fullAt = bucket.fullAt - now > 0 ? bucket.fullAt : now;
        if (fullAt + interval - now > burst) {
            return false;
        }
        bucket.fullAt = fullAt + interval;
        return true;
    }
}
