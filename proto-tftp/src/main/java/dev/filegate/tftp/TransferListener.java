package dev.filegate.tftp;

import java.net.InetSocketAddress;

/** Listens at a port that belongs to one transfer. A packet of anybody else is answered with ERROR 5 and changes nothing (RFC 1350 section 4). */
final class TransferListener implements PortListener {
    private final Hall hall;
    private final RunningTransfer transfer;

    TransferListener(Hall hall, RunningTransfer transfer) {
        this.hall = hall;
        this.transfer = transfer;
    }

    @Override
    public void received(DatagramPort port, InetSocketAddress from, TftpPacket packet) {
        if (from.equals(transfer.client())) {
            transfer.received(packet);
        } else if (!(packet instanceof TftpPacket.ErrorPacket) && hall.rate().allows(from.getAddress())) {
            port.send(new TftpPacket.ErrorPacket(TftpError.UNKNOWN_TRANSFER, "this is somebody else's transfer"), from);
            port.flush();
        }
    }

    /** Neither the client's slip nor a stranger's noise ends a transfer. */
    @Override
    public void malformed(DatagramPort port, InetSocketAddress from, String why) {}

    @Override
    public void writable(DatagramPort port) {
        transfer.writable();
    }
}
