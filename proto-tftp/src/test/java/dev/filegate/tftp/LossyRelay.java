package dev.filegate.tftp;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Random;

/**
 * A bad network between one client and a server: of the packets each way it loses some, sends some twice and holds some back behind the
 * next one. Clients see it as a server with a request port and a transfer port.
 */
final class LossyRelay implements AutoCloseable {
    private final double rate;
    private final DatagramSocket requests = open();
    private final DatagramSocket transfers = open();
    private final DatagramSocket upstream = open();
    private final Direction toServer;
    private final Direction toClient;
    private volatile InetSocketAddress client = new InetSocketAddress(0);
    private volatile InetSocketAddress serverPeer;

    /** @param rate of each kind of fault, 0 to 1 */
    LossyRelay(InetSocketAddress server, double rate, long seed) throws IOException {
        this.serverPeer = server;
        this.rate = rate;
        this.toServer = new Direction(new Random(seed));
        this.toClient = new Direction(new Random(~seed));
        pump(requests, packet -> {
            client = sender(packet);
            toServer.pass(packet, upstream, server);
        });
        pump(transfers, packet -> {
            client = sender(packet);
            toServer.pass(packet, upstream, serverPeer);
        });
        pump(upstream, packet -> {
            serverPeer = sender(packet);
            toClient.pass(packet, serverPeer.equals(server) ? requests : transfers, client);
        });
    }

    InetSocketAddress address() {
        return (InetSocketAddress) requests.getLocalSocketAddress();
    }

    private static DatagramSocket open() throws IOException {
        DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        socket.setReceiveBufferSize(4 << 20);
        return socket;
    }

    private static InetSocketAddress sender(DatagramPacket packet) {
        return new InetSocketAddress(packet.getAddress(), packet.getPort());
    }

    private interface Passing {
        void pass(DatagramPacket packet) throws IOException;
    }

    private static void pump(DatagramSocket from, Passing passing) {
        Thread.ofVirtual().start(() -> {
            while (!from.isClosed()) {
                DatagramPacket packet = new DatagramPacket(new byte[66_000], 66_000);
                try {
                    from.receive(packet);
                    passing.pass(packet);
                } catch (IOException e) {
                    return; // closed: the test is over
                }
            }
        });
    }

    /** One way through the network. */
    private final class Direction {
        private final Random random;
        private byte[] heldBack = new byte[0];

        Direction(Random random) {
            this.random = random;
        }

        synchronized void pass(DatagramPacket packet, DatagramSocket from, InetSocketAddress to) throws IOException {
            byte[] bytes = Arrays.copyOf(packet.getData(), packet.getLength());
            byte[] late = heldBack;
            heldBack = new byte[0];
            double luck = random.nextDouble();
            if (luck < rate) {
                send(late, from, to);
                return;
            }
            if (luck < 2 * rate && late.length == 0) {
                heldBack = bytes;
                return;
            }
            send(bytes, from, to);
            if (luck > 1 - rate) {
                send(bytes, from, to);
            }
            send(late, from, to);
        }

        private void send(byte[] bytes, DatagramSocket from, InetSocketAddress to) throws IOException {
            if (bytes.length > 0) {
                from.send(new DatagramPacket(bytes, bytes.length, to));
            }
        }
    }

    @Override
    public void close() {
        requests.close();
        transfers.close();
        upstream.close();
    }
}
