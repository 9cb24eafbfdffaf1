package dev.filegate.tftp;

import dev.filegate.tftp.TransferTable.Parties;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Who had a transfer a short while ago. In single-port mode what arrives late for it comes to the request port, and an ERROR in answer
 * would reach a client that is content. Thread-safe.
 */
final class EndedTransfers {
    /** Longer than clients repeat their last packet, shorter than they keep a port for something else. */
    static final Duration MEMORY = Duration.ofSeconds(30);

    private final int most;
    private final LongSupplier nanoTime;
    /** When each ended, the earliest first. */
    private final Map<Parties, Long> ended = new LinkedHashMap<>();

    /** @param most how many are remembered; the earliest make room */
    EndedTransfers(int most, LongSupplier nanoTime) {
        this.most = most;
        this.nanoTime = nanoTime;
    }

    synchronized void add(Parties parties) {
        ended.remove(parties);
        ended.put(parties, nanoTime.getAsLong());
        if (ended.size() > most) {
            ended.remove(ended.keySet().iterator().next());
        }
    }

    synchronized boolean holds(Parties parties) {
        Long when = ended.get(parties);
        return when != null && nanoTime.getAsLong() - when < MEMORY.toNanos();
    }
}
