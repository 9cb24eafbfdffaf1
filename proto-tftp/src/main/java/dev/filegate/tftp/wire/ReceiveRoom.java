package dev.filegate.tftp.wire;

/**
 * What datagrams cost in a socket's receive buffer. Linux charges the memory a packet lies in, not its bytes: about twice the payload,
 * rounded up, and a few hundred bytes of administration.
 */
final class ReceiveRoom {
    private static final int PER_PACKET = 1024;
    private static final int MOST = 8 * 1024 * 1024;
    private static final int LEAST = 64 * 1024;

    private ReceiveRoom() {}

    /** The buffer to ask for so that {@code packets} of that payload fit. */
    static int bytes(int payload, int packets) {
        return Math.clamp(cost(payload) * packets, LEAST, MOST);
    }

    /** How many packets of that payload fit into what the kernel granted; at least 1. */
    static int packets(int granted, int payload) {
        return (int) Math.max(1, granted / cost(payload));
    }

    private static long cost(int payload) {
        return 2L * payload + PER_PACKET;
    }
}
