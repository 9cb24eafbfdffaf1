package dev.filegate.tftp;

import java.net.InetSocketAddress;

/** Is told what happens at a {@link DatagramPort}, on that port's thread; must not block. */
public interface PortListener {
    /** A packet; its payload is only valid until this returns. */
    void received(DatagramPort port, InetSocketAddress from, TftpPacket packet);

    /**
     * Something that is no packet.
     *
     * @param why words for the sender
     */
    void malformed(DatagramPort port, InetSocketAddress from, String why);

    /** The port is {@linkplain DatagramPort#ready ready} again. */
    void writable(DatagramPort port);
}
