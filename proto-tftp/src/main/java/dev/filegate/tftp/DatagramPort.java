package dev.filegate.tftp;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** A bound UDP port. Sending never blocks and never fails: what the network does not take is lost, as datagrams are. Thread-safe. */
public interface DatagramPort extends Executor {
    InetSocketAddress local();

    /** How many packets with payloads of that many bytes the kernel holds for this port before it drops some. At least 1. */
    int receiveRoom(int payload);

    /** Queues a packet; {@link #flush} lets it go. */
    void send(TftpPacket packet, InetSocketAddress to);

    /**
     * Queues a DATA packet whose payload is put by {@code source} right where it is sent from.
     *
     * @param number block number on the wire
     * @param blockSize room that {@code source} gets
     * @return how many bytes it put
     */
    int sendBlock(int number, int blockSize, Consumer<ByteBuffer> source, InetSocketAddress to);

    /** Lets go what was queued, all at once. */
    void flush();

    /** Whether more may be queued; when not, {@link PortListener#writable} tells when it may again. */
    boolean ready();

    /** Runs a task on the port's own thread, where the listener is called too. */
    @Override
    void execute(Runnable task);

    /** Runs a task there later. */
    Timer schedule(Runnable task, Duration delay);

    /**
     * Stops receiving at once; what is queued is still sent. Harmless when repeated.
     *
     * @param then runs when the port is free for others
     */
    void close(Runnable then);

    /** A task that waits for its time. */
    interface Timer {
        void cancel();
    }
}
