package dev.filegate.tftp;

import java.io.IOException;
import java.net.InetSocketAddress;

/** Where UDP ports come from. Thread-safe. */
public interface DatagramPorts extends AutoCloseable {
    /**
     * Binds a port and begins to receive. Blocks shortly; not for use on a thread of the ports themselves.
     *
     * @param local the address, and the port or 0 for any free one
     * @param room what will arrive there
     * @param listener is told, one thing at a time, on the port's own thread, which it must not block
     * @throws IOException when the port cannot be bound
     */
    DatagramPort open(InetSocketAddress local, Room room, PortListener listener) throws IOException;

    /** Closes every port that is still open and ends the threads. */
    @Override
    void close();

    /**
     * What will arrive at a port.
     *
     * @param payload the largest payload of a DATA packet, in bytes; longer packets are cut, but still recognised as too long
     * @param packets how many are expected at once
     */
    record Room(int payload, int packets) {}
}
