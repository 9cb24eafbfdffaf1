package dev.filegate.tftp;

import dev.filegate.tftp.Transfer.Action.Await;
import dev.filegate.tftp.Transfer.Action.Send;
import dev.filegate.tftp.Transfer.Action.SendBlocks;

/**
 * The gateway sends a file (RFC 1350 section 4, RFC 7440 section 4). It never sends because of an ACK that it has seen before, so one
 * duplicate does not double all that follows (the Sorcerer's Apprentice, RFC 1123 section 4.2.3.1). With a window above 1 such an ACK is
 * also how a receiver says that the first block of the window is missing, so it is believed once, and then not again before the window
 * after next: a receiver that really lost something is served at once, and an echo dies out.
 *
 * @param acked last block the peer has, with all before it; -1 while the OACK itself is not acknowledged
 * @param ordered last block that was ordered to be sent
 * @param last last block of the file; {@link #UNKNOWN} until it was read
 * @param attempt how often the packets that are awaited now were sent again
 * @param echo what to think of another ACK of the same block
 */
record SendingTransfer(Terms terms, long acked, long ordered, long last, int attempt, boolean heard, Echo echo)
        implements Transfer {
    private static final long UNKNOWN = Long.MAX_VALUE;
    private static final long OFFERED = -1;

    /** What a second ACK of the same block is taken for. */
    private enum Echo {
        /** A receiver that misses the first block of the window. */
        BELIEVED,
        /** An echo: the ACK of this very block was believed already. */
        HEARD,
        /** An echo: the window before was sent twice, so its ACK comes twice. */
        EXPECTED
    }

    /** Begins: with an OACK if there is something to answer, else with the first block. */
    static Step begin(Terms terms) {
        if (terms.answers().isEmpty()) {
            return new SendingTransfer(terms, 0, 0, UNKNOWN, 0, false, Echo.BELIEVED).sendWindow();
        }
        SendingTransfer offered = new SendingTransfer(terms, OFFERED, OFFERED, UNKNOWN, 0, false, Echo.BELIEVED);
        return new Step(offered, offered.offer(), offered.await());
    }

    @Override
    public Step on(Event event) {
        return switch (event) {
            case Event.Received(TftpPacket packet) -> onPacket(packet);
            case Event.TimedOut() -> onTimeout();
            case Event.EndReached(long block) ->
                new Step(new SendingTransfer(terms, acked, block, block, attempt, heard, echo));
            case Event.Failed(TftpError error, String message) -> Ended.failed(error, message);
            case Event.Committed() -> new Step(this);
        };
    }

    @Override
    public boolean settled() {
        return false;
    }

    private Step onPacket(TftpPacket packet) {
        return switch (packet) {
            case TftpPacket.Ack(int number) -> onAck(number);
            case TftpPacket.ErrorPacket error -> acked == OFFERED ? Ended.declined() : Ended.byPeer(error);
            // Late packets of an earlier transfer from the same port; they must neither end this one nor keep it alive.
            case TftpPacket.Data data -> new Step(this);
            case TftpPacket.Request request -> new Step(this);
            case TftpPacket.OptionAck options -> new Step(this);
        };
    }

    private Step onAck(int number) {
        if (acked == OFFERED) {
            return number == 0 ? acknowledged(0) : new Step(this);
        }
        int ahead = terms.rollover().ahead(acked, number);
        if (ahead == 0) {
            return onSameAck();
        }
        return ahead <= ordered - acked ? acknowledged(acked + ahead) : new Step(this);
    }

    private Step acknowledged(long block) {
        if (block == last) {
            return new Step(Ended.COMPLETE);
        }
        Echo next = echo == Echo.HEARD ? Echo.EXPECTED : Echo.BELIEVED;
        return new SendingTransfer(terms, block, block, last, 0, true, next).sendWindow();
    }

    private Step onSameAck() {
        boolean missesFirst = terms.window() > 1 && heard && echo == Echo.BELIEVED;
        return missesFirst
                ? new SendingTransfer(terms, acked, acked, last, attempt, true, Echo.HEARD).sendWindow()
                : new Step(this);
    }

    private Step onTimeout() {
        if (attempt >= terms.retries(heard)) {
            return Ended.peerGone(
                    ordered == last ? "all was sent, but the last ACK never came" : "the client stopped answering");
        }
        SendingTransfer again = new SendingTransfer(terms, acked, ordered, last, attempt + 1, heard, echo);
        return acked == OFFERED ? new Step(again, again.offer(), again.await()) : again.sendWindow();
    }

    private Step sendWindow() {
        long end = last == UNKNOWN ? acked + terms.window() : Math.min(last, acked + terms.window());
        SendingTransfer sent = new SendingTransfer(terms, acked, end, last, attempt, heard, echo);
        return new Step(sent, new SendBlocks(acked + 1, end), await());
    }

    private Action offer() {
        return new Send(new TftpPacket.OptionAck(terms.answers()));
    }

    private Action await() {
        return new Await(terms.waitBefore(attempt));
    }
}
