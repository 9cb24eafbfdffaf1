package dev.filegate.tftp;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Ports of transfers, from the configured range if there is one. A port that was given back is the last to be given again, so that
 * late packets of its transfer find nobody. Thread-safe.
 */
final class TransferPorts {
    private final DatagramPorts ports;
    private final PortRange range;
    private final Queue<Integer> free = new ArrayDeque<>();

    TransferPorts(DatagramPorts ports, PortRange range) {
        this.ports = ports;
        this.range = range;
        if (!range.isAny()) {
            for (int port = range.first(); port <= range.last(); port++) {
                free.add(port);
            }
        }
    }

    /**
     * A port at this address.
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
        throw new GatewayException(Failure.UNAVAILABLE, "every port of the range has a transfer, try again later");
    }

    /** Closes a port that was opened here. */
    void close(DatagramPort port) {
        port.close();
        if (!range.isAny()) {
            giveBack(port.local().getPort());
        }
    }

    private int take() {
        synchronized (free) {
            Integer port = free.poll();
            if (port == null) {
                throw new GatewayException(
                        Failure.UNAVAILABLE, "every port of the range has a transfer, try again later");
            }
            return port;
        }
    }

    private void giveBack(int port) {
        synchronized (free) {
            free.add(port);
        }
    }
}
