package dev.filegate.tftp;

import dev.filegate.tftp.Transfer.Action.Await;
import dev.filegate.tftp.Transfer.Action.Commit;
import dev.filegate.tftp.Transfer.Action.Send;
import dev.filegate.tftp.Transfer.Action.Store;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The gateway takes a file (RFC 1350 section 4, RFC 7440 section 4). Blocks are stored once and in order; one that comes too early says
 * that another was lost, which is told once by an ACK of the last good one, so that the sender rolls its window back. The last block is
 * acknowledged only after the file was committed, and then the transfer lingers to repeat that ACK (RFC 1350 section 6, "dallying").
 *
 * @param stored last block that was stored, with all before it
 * @param acked last block that was acknowledged
 * @param heard whether a block of this transfer came, so that the peer is known to have seen how it began
 * @param gapTold whether the gap behind {@code stored} was told already
 * @param attempt how often the ACK that was last sent was sent again because nothing came
 */
record ReceivingTransfer(Phase phase, Terms terms, long stored, long acked, boolean heard, boolean gapTold, int attempt)
        implements Transfer {
    /** Long enough for the usual client to send its last block again: tftp-hpa, atftp and many boot loaders wait 5 seconds. */
    private static final Duration DALLYING = Duration.ofSeconds(6);

    /** Where it stands. */
    private enum Phase {
        RECEIVING,
        /** All blocks are stored; the storage is making them a file. */
        COMMITTING,
        /** The file is there, and the peer was told once. */
        DALLYING
    }

    /** Begins: with an OACK if there is something to answer, else with an ACK of block 0. */
    static Step begin(Terms terms) {
        ReceivingTransfer begun = new ReceivingTransfer(Phase.RECEIVING, terms, 0, 0, false, false, 0);
        return new Step(begun, begun.answer(), begun.await());
    }

    /** Once the file is there, all that is left is to repeat the last ACK. */
    @Override
    public boolean settled() {
        return phase == Phase.DALLYING;
    }

    @Override
    public Step on(Event event) {
        return switch (event) {
            case Event.Received(TftpPacket packet) -> onPacket(packet);
            case Event.TimedOut() -> onTimeout();
            case Event.Committed() -> onCommitted();
            case Event.Failed(TftpError error, String message) ->
                settled() ? new Step(Ended.COMPLETE) : Ended.failed(error, message);
            case Event.EndReached(long block) -> new Step(this);
        };
    }

    private Step onPacket(TftpPacket packet) {
        return switch (packet) {
            case TftpPacket.Data data -> onData(data);
            case TftpPacket.ErrorPacket error -> onError(error);
            // Late packets of an earlier transfer from the same port; they must neither end this one nor keep it alive.
            case TftpPacket.Ack ack -> new Step(this);
            case TftpPacket.Request request -> new Step(this);
            case TftpPacket.OptionAck options -> new Step(this);
        };
    }

    private Step onError(TftpPacket.ErrorPacket error) {
        return switch (phase) {
            case RECEIVING -> Ended.byPeer(error);
            // Every byte is here: the commit goes on, and what it did is what counts.
            case COMMITTING -> new Step(this);
            case DALLYING -> new Step(Ended.COMPLETE);
        };
    }

    private Step onData(TftpPacket.Data data) {
        int ahead = terms.rollover().ahead(stored, data.number());
        return switch (phase) {
            case RECEIVING -> ahead == 1 ? onNext(data) : onOther(ahead);
            case COMMITTING -> new Step(this);
            case DALLYING -> ahead == 0 ? new Step(this, answer()) : new Step(this);
        };
    }

    private Step onNext(TftpPacket.Data data) {
        int size = data.payload().remaining();
        if (size > terms.blockSize()) {
            return Ended.failed(
                    TftpError.ILLEGAL_OPERATION,
                    "a block of " + size + " bytes, " + terms.blockSize() + " were agreed");
        }
        long block = stored + 1;
        List<Action> actions = new ArrayList<>(3);
        actions.add(new Store(data.payload()));
        if (size < terms.blockSize()) {
            actions.add(new Commit());
            return new Step(new ReceivingTransfer(Phase.COMMITTING, terms, block, acked, true, false, 0), actions);
        }
        boolean windowFull = block - acked >= terms.window();
        ReceivingTransfer next =
                new ReceivingTransfer(Phase.RECEIVING, terms, block, windowFull ? block : acked, true, false, 0);
        if (windowFull) {
            actions.add(next.answer());
        }
        actions.add(next.await());
        return new Step(next, actions);
    }

    /** A block that is not the next: one ahead tells a gap, the one acknowledged last tells that its ACK was lost. */
    private Step onOther(int ahead) {
        boolean gap = ahead > 1 && ahead <= terms.window();
        boolean ackLost = ahead == 0 && stored == acked && stored > 0;
        if (gap && !gapTold) {
            ReceivingTransfer told = new ReceivingTransfer(Phase.RECEIVING, terms, stored, stored, true, true, attempt);
            return new Step(told, told.answer());
        }
        return ackLost ? new Step(this, answer()) : new Step(this);
    }

    private Step onTimeout() {
        return switch (phase) {
            case RECEIVING -> attempt >= terms.retries(heard) ? Ended.peerGone("the client stopped sending") : again();
            case COMMITTING -> new Step(this);
            case DALLYING -> new Step(Ended.COMPLETE);
        };
    }

    private Step again() {
        ReceivingTransfer again =
                new ReceivingTransfer(Phase.RECEIVING, terms, stored, stored, heard, false, attempt + 1);
        return new Step(again, again.answer(), again.await());
    }

    private Step onCommitted() {
        ReceivingTransfer done = new ReceivingTransfer(Phase.DALLYING, terms, stored, stored, true, false, 0);
        return new Step(done, done.answer(), new Await(DALLYING));
    }

    /** Says what is stored: the ACK of the last block, or what began the transfer while nothing shows that it was seen. */
    private Action answer() {
        return new Send(
                !heard && !terms.answers().isEmpty()
                        ? new TftpPacket.OptionAck(terms.answers())
                        : new TftpPacket.Ack(terms.rollover().number(stored)));
    }

    private Action await() {
        return new Await(terms.waitBefore(attempt, heard));
    }
}
