package dev.filegate.tftp;

import dev.filegate.core.server.Protocol;
import dev.filegate.core.session.Sessions.Admission;
import dev.filegate.tftp.TransferTable.Parties;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens where requests arrive, and lets those in that may come in. What is over a limit gets no answer: an honest client asks again,
 * and a forged sender's victim is left in peace. In single-port mode the packets of running transfers arrive here too.
 */
final class RequestDesk implements PortListener {
    private static final Logger LOG = LoggerFactory.getLogger(RequestDesk.class);

    private static final long STALLED_NANOS = 1_000_000_000L;
    private static final long COMPLAINT_NANOS = 60_000_000_000L;

    private final Hall hall;
    private final AtomicLong nextComplaint;
    private volatile boolean closed;

    RequestDesk(Hall hall) {
        this.hall = hall;
        this.nextComplaint = new AtomicLong(hall.nanoTime().getAsLong());
    }

    /** From here on requests are not answered; running transfers go on. */
    void close() {
        closed = true;
    }

    @Override
    public void received(DatagramPort port, InetSocketAddress from, TftpPacket packet) {
        switch (packet) {
            case TftpPacket.Request request -> request(port, from, request);
            case TftpPacket.Data data -> belonging(port, from, data);
            case TftpPacket.Ack ack -> belonging(port, from, ack);
            case TftpPacket.OptionAck options -> belonging(port, from, options);
            case TftpPacket.ErrorPacket error -> belonging(port, from, error);
        }
    }

    private void request(DatagramPort port, InetSocketAddress from, TftpPacket.Request request) {
        if (closed || !hall.rate().allows(from.getAddress())) {
            return;
        }
        Parties parties = new Parties(from, port.local());
        Optional<RunningTransfer> known = hall.table().find(parties);
        if (known.isPresent()) {
            if (isRepeated(known.get(), request)) {
                return;
            }
            if (hall.config().listen().singlePort()) {
                known.get().abandon("the client began another transfer from the same port");
            }
        }
        admit(port, new RunningTransfer(parties, request));
    }

    /** The network, or an impatient client, sends a request twice; a client that was restarted sends it again after a silence. */
    private static boolean isRepeated(RunningTransfer known, TftpPacket.Request request) {
        return known.request().equals(request) && !known.stalled(STALLED_NANOS);
    }

    private void admit(DatagramPort port, RunningTransfer transfer) {
        if (!hall.table().admit(transfer)) {
            complain(transfer);
            return;
        }
        Admission admission = hall.sessions()
                .open(
                        Protocol.TFTP,
                        transfer.client(),
                        port.local(),
                        () -> transfer.end("the session was ended by the operator"));
        switch (admission) {
            case Admission.Refused(String reason, boolean silent) -> {
                hall.table().drop(transfer);
                if (!silent) {
                    answer(port, transfer.client(), TftpError.UNDEFINED, reason);
                }
            }
            case Admission.Admitted(var session) ->
                Thread.ofVirtual()
                        .name("tftp-" + session.id())
                        .start(new TransferOpening(hall, port, transfer, session));
        }
    }

    private void complain(RunningTransfer transfer) {
        long now = hall.nanoTime().getAsLong();
        long next = nextComplaint.get();
        if (now - next >= 0 && nextComplaint.compareAndSet(next, now + COMPLAINT_NANOS)) {
            LOG.warn(
                    "filegate.tftp.transfers or .transfers-per-address is reached ({} transfers are running): requests such as"
                            + " the one from {} get no answer",
                    hall.table().running(),
                    transfer.client());
        }
    }

    /** A packet of a transfer: of one that shares this port, or of none (RFC 1350 section 4: ERROR 5, but never to an ERROR). */
    private void belonging(DatagramPort port, InetSocketAddress from, TftpPacket packet) {
        boolean single = hall.config().listen().singlePort();
        Parties parties = new Parties(from, port.local());
        Optional<RunningTransfer> transfer = single ? hall.table().find(parties) : Optional.empty();
        if (transfer.isPresent()) {
            transfer.get().received(packet);
        } else if (packet instanceof TftpPacket.ErrorPacket
                || (single && hall.table().endedLately(parties))) {
            LOG.trace("{} comes late from {}", packet, from);
        } else if (hall.rate().allows(from.getAddress())) {
            answer(port, from, TftpError.UNKNOWN_TRANSFER, "there is no such transfer");
        }
    }

    @Override
    public void malformed(DatagramPort port, InetSocketAddress from, String why) {
        if (!closed && hall.rate().allows(from.getAddress())) {
            answer(port, from, TftpError.ILLEGAL_OPERATION, why);
        }
    }

    @Override
    public void writable(DatagramPort port) {
        if (hall.config().listen().singlePort()) {
            hall.table().all().forEach(RunningTransfer::writable);
        }
    }

    private static void answer(DatagramPort port, InetSocketAddress to, TftpError error, String message) {
        port.send(new TftpPacket.ErrorPacket(error, message), to);
        port.flush();
    }
}
