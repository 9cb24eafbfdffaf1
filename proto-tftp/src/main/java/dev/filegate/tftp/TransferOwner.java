package dev.filegate.tftp;

import dev.filegate.core.session.Session;
import dev.filegate.core.session.SessionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives back what a transfer holds when it is done: the file, the session, the place in the table, the port. */
final class TransferOwner implements TransferDriver.Owner {
    private static final Logger LOG = LoggerFactory.getLogger(TransferOwner.class);

    private final Hall hall;
    private final RunningTransfer transfer;
    private final Session session;
    private final Cargo cargo;
    private final DatagramPort port;
    private final boolean ownPort;

    /** @param ownPort whether the port is the transfer's alone */
    TransferOwner(
            Hall hall, RunningTransfer transfer, Session session, Cargo cargo, DatagramPort port, boolean ownPort) {
        this.hall = hall;
        this.transfer = transfer;
        this.session = session;
        this.cargo = cargo;
        this.port = port;
        this.ownPort = ownPort;
    }

    @Override
    public void runBlocking(Runnable task) {
        Thread.ofVirtual().name("tftp-" + session.id()).start(() -> SessionContext.run(session.id(), task));
    }

    @Override
    public void settled(Transfer state) {
        runBlocking(() -> {
            try {
                giveBack(state);
            } finally {
                hall.table().settled(transfer).ifPresent(oldest -> oldest.abandon("made room for others"));
                hall.ports().lingering();
            }
        });
    }

    private void giveBack(Transfer state) {
        try {
            Transfer.Ended end = end(state);
            String trouble = switch (end.ending()) {
                case COMPLETE, DECLINED -> "";
                case ENDED_BY_PEER, PEER_GONE, FAILED -> end.reason();
            };
            session.note("outcome", end.ending().word() + (trouble.isEmpty() ? "" : ": " + trouble));
            LOG.debug("{} of {}: {}", transfer.request().opcode(), transfer.client(), end);
            cargo.release(trouble);
        } catch (RuntimeException e) {
            LOG.error("the file of a transfer was not given back cleanly", e);
        } finally {
            session.close();
        }
    }

    private static Transfer.Ended end(Transfer settled) {
        return switch (settled) {
            case Transfer.Ended ended -> ended;
            case ReceivingTransfer _ -> Transfer.Ended.COMPLETE;
            case SendingTransfer _ -> throw new IllegalStateException("a file that is being sent is not settled");
        };
    }

    @Override
    public void over() {
        hall.table().forget(transfer);
        if (ownPort) {
            hall.ports().close(port);
        }
    }

    @Override
    public void broken(RuntimeException cause) {
        SessionContext.run(
                session.id(), () -> LOG.error("transfer with {} failed unexpectedly", transfer.client(), cause));
    }
}
