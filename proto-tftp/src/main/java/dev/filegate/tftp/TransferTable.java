package dev.filegate.tftp;

import dev.filegate.core.account.Network;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * The transfers there are, found by who takes part. A transfer counts as running from its request until its file was given back and all
 * about it was written down; it may linger to repeat its last ACK, and there are at most as many lingering ones as running ones.
 * Thread-safe.
 */
final class TransferTable {
    private final TftpConfig.Bounds bounds;
    private final Map<Parties, RunningTransfer> byParties = new HashMap<>();
    private final Map<Network, Integer> running = new HashMap<>();
    private final Set<RunningTransfer> all = new HashSet<>();
    private final LinkedHashSet<RunningTransfer> lingering = new LinkedHashSet<>();
    private final EndedTransfers ended;
    private int total;

    /** Who talks to whom: both addresses with their ports, as requests have them. */
    record Parties(InetSocketAddress client, InetSocketAddress server) {}

    TransferTable(TftpConfig.Bounds bounds, LongSupplier nanoTime) {
        this.bounds = bounds;
        this.ended = new EndedTransfers(bounds.transfers(), nanoTime);
    }

    /** The latest transfer between these two. */
    synchronized Optional<RunningTransfer> find(Parties parties) {
        return Optional.ofNullable(byParties.get(parties));
    }

    /** Takes a transfer in, if there is room; it replaces an earlier one of the same parties, which nobody finds any more. */
    synchronized boolean admit(RunningTransfer transfer) {
        Network address = address(transfer);
        if (total >= bounds.transfers() || running.getOrDefault(address, 0) >= bounds.transfersPerAddress()) {
            return false;
        }
        total++;
        running.merge(address, 1, Integer::sum);
        all.add(transfer);
        byParties.put(transfer.parties(), transfer);
        return true;
    }

    /**
     * The transfer's file was given back.
     *
     * @return one that has lingered longest and must go now, if there are too many
     */
    synchronized Optional<RunningTransfer> settled(RunningTransfer transfer) {
        total--;
        running.computeIfPresent(address(transfer), (address, count) -> count == 1 ? null : count - 1);
        notifyAll();
        if (all.contains(transfer)) {
            lingering.add(transfer);
        }
        return lingering.size() > bounds.transfers() ? Optional.of(lingering.getFirst()) : Optional.empty();
    }

    /** The one that has lingered longest. */
    synchronized Optional<RunningTransfer> longestLingering() {
        return lingering.isEmpty() ? Optional.empty() : Optional.of(lingering.getFirst());
    }

    /** Nobody finds the transfer any more. */
    synchronized void forget(RunningTransfer transfer) {
        all.remove(transfer);
        lingering.remove(transfer);
        if (byParties.remove(transfer.parties(), transfer)) {
            ended.add(transfer.parties());
        }
    }

    /** Whether these two had a transfer a short while ago. */
    boolean endedLately(Parties parties) {
        return ended.holds(parties);
    }

    /** The transfer came to nothing. */
    synchronized void drop(RunningTransfer transfer) {
        forget(transfer);
        var _ = settled(transfer);
    }

    private static Network address(RunningTransfer transfer) {
        return Network.ofClient(transfer.parties().client().getAddress());
    }

    /** How many are running. */
    synchronized int running() {
        return total;
    }

    /** All of them, the lingering ones too. */
    synchronized List<RunningTransfer> all() {
        return List.copyOf(all);
    }

    /** Waits until none is running; false when the time is over before. */
    synchronized boolean awaitNoneRunning(Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        while (total > 0) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            wait(left / 1_000_000 + 1);
        }
        return true;
    }
}
