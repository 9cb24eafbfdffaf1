package dev.filegate.tftp;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * Ports of transfers, from the configured range if there is one. A port that was given back is the last to be given again, so that
 * late packets of its transfer find nobody. Thread-safe.
 */
final class TransferPorts {
    /** How long a request waits for a port of the range: shorter than clients wait before they ask again. */
    private static final Duration PATIENCE = Duration.ofMillis(800);

    private final DatagramPorts ports;
    private final PortRange range;
    private final Runnable makeRoom;
    private final Queue<Integer> free = new ArrayDeque<>();
    /** How many requests wait for a port; guarded by {@link #free}. */
    private int waiting;

    /** @param makeRoom ends a transfer that has its file and only lingers, if there is one; called when every port is taken */
    TransferPorts(DatagramPorts ports, PortRange range, Runnable makeRoom) {
        this.ports = ports;
        this.range = range;
        this.makeRoom = makeRoom;
        if (!range.isAny()) {
            for (int port = range.first(); port <= range.last(); port++) {
                free.add(port);
            }
        }
    }

    /**
     * A port at this address. May wait a moment for one.
     *
     * @throws GatewayException UNAVAILABLE when there is none
     */
    DatagramPort open(InetAddress address, DatagramPorts.Room room, PortListener listener) {
        if (range.isAny()) {
            try {
                return ports.open(new InetSocketAddress(address, 0), room, listener);
            } catch (IOException e) {
                throw new GatewayException(Failure.UNAVAILABLE, "no port can be opened for the transfer", e);
            }
        }
        for (int attempts = range.last() - range.first() + 1; attempts > 0; attempts--) {
            int port = take();
            try {
                return ports.open(new InetSocketAddress(address, port), room, listener);
            } catch (IOException e) {
                giveBack(port); // another program has it; the next may be free
            }
        }
        throw noneFree();
    }

    /** Closes a port that was opened here. */
    void close(DatagramPort port) {
        int number = port.local().getPort();
        port.close(() -> {
            if (!range.isAny()) {
                giveBack(number);
            }
        });
    }

    /** A transfer has its file and only lingers from now on: it ends if somebody waits for a port. */
    void lingering() {
        boolean wanted;
        synchronized (free) {
            wanted = waiting > 0;
        }
        if (wanted) {
            makeRoom.run();
        }
    }

    private int take() {
        synchronized (free) {
            if (!free.isEmpty()) {
                return free.remove();
            }
            waiting++;
        }
        makeRoom.run();
        synchronized (free) {
            try {
                return awaitFree();
            } finally {
                waiting--;
            }
        }
    }

    private int awaitFree() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (long left = PATIENCE.toNanos(); free.isEmpty() && left > 0; left = end - System.nanoTime()) {
            await(left);
        }
        Integer port = free.poll();
        if (port == null) {
            throw noneFree();
        }
        return port;
    }

    private void await(long nanos) {
        try {
            TimeUnit.NANOSECONDS.timedWait(free, nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw noneFree();
        }
    }

    private static GatewayException noneFree() {
        return new GatewayException(Failure.UNAVAILABLE, "every port of the range has a transfer, try again later");
    }

    private void giveBack(int port) {
        synchronized (free) {
            free.add(port);
            free.notifyAll();
        }
    }
}
