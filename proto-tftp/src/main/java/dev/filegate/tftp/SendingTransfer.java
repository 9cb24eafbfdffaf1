package dev.filegate.tftp;

import dev.filegate.tftp.Transfer.Action.Await;
import dev.filegate.tftp.Transfer.Action.AwaitUsual;
import dev.filegate.tftp.Transfer.Action.Send;
import dev.filegate.tftp.Transfer.Action.SendBlocks;
import java.util.List;

/**
 * The gateway sends a file (RFC 1350 section 4, RFC 7440 section 4).
 *
 * <p>In lock-step nothing is ever sent because of an ACK that was seen before, so one duplicate does not double all that follows (the
 * Sorcerer's Apprentice, RFC 1123 section 4.2.3.1). With a window two kinds of ACK ask for blocks that were sent already: one in the
 * middle of the window (what follows it was lost) and a second one of the block before the window (its first was lost). Receivers send
 * the same ACKs when blocks come twice (atftp does), so they are believed only while the window was sent once; see {@link Sent}.
 *
 * <p>A receiver that lost the end of a window, usually because its socket cannot hold a whole one, has nothing to tell: nothing comes
 * after the gap. The first time it is noticed at the timeout, as with any lost packet. From then on, before a whole window is sent again
 * its last block is, once and soon: whatever was lost, that makes the receiver say it.
 *
 * @param acked last block the peer has, with all before it; -1 while the OACK itself is not acknowledged
 * @param ordered last block that was ordered to be sent
 * @param last last block of the file; {@link #UNKNOWN} until it was read
 * @param attempt how often what is awaited now was sent again
 * @param sent how often the blocks of the window went out, as far as ACKs can tell of it
 * @param losesEnds whether the peer has lost the end of a window before
 */
record SendingTransfer(
        Terms terms, long acked, long ordered, long last, int attempt, boolean heard, Sent sent, boolean losesEnds)
        implements Transfer {
    private static final long UNKNOWN = Long.MAX_VALUE;
    private static final long OFFERED = -1;

    /** How often the blocks of the window went out. */
    enum Sent {
        /** Once: an ACK that asks for some of them means it. */
        ONCE,
        /** Once, and then its last block again to make the receiver speak: it means it too. */
        PROBED,
        /**
         * Twice, as a whole or from some block on: an ACK in the middle may be an echo; it counts, but causes only blocks that are new, unless
         * it breaks a silence.
         */
        TWICE,
        /** Once, but the window before twice: a second ACK of that is an echo. */
        TWICE_BEFORE
    }

    /** Begins: with an OACK if there is something to answer, else with the first block. */
    static Step begin(Terms terms) {
        if (terms.answers().isEmpty()) {
            return new SendingTransfer(terms, 0, 0, UNKNOWN, 0, false, Sent.ONCE, false).sendFrom(1);
        }
        SendingTransfer offered = new SendingTransfer(terms, OFFERED, OFFERED, UNKNOWN, 0, false, Sent.ONCE, false);
        return new Step(offered, List.of(offered.offer(), offered.await()));
    }

    @Override
    public Step on(Event event) {
        return switch (event) {
            case Event.Received(TftpPacket packet) -> onPacket(packet);
            case Event.TimedOut() -> onTimeout();
            case Event.EndReached(long block) ->
                new Step(new SendingTransfer(terms, acked, block, block, attempt, heard, sent, losesEnds));
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
            return number == 0 ? windowAcknowledged(0) : new Step(this);
        }
        int ahead = terms.rollover().ahead(acked, number);
        if (ahead == 0) {
            return onSameAck();
        }
        long block = acked + ahead;
        if (block > ordered) {
            return new Step(this);
        }
        return block == ordered ? windowAcknowledged(block) : onAckWithin(block);
    }

    private Step windowAcknowledged(long block) {
        if (block == last) {
            return new Step(Ended.COMPLETE);
        }
        Sent next = sent == Sent.PROBED || sent == Sent.TWICE ? Sent.TWICE_BEFORE : Sent.ONCE;
        return new SendingTransfer(terms, block, block, last, 0, true, next, losesEnds).sendFrom(block + 1);
    }

    private Step onAckWithin(long block) {
        boolean lostEnd = attempt > 0;
        if (sent == Sent.TWICE && !lostEnd) {
            return new SendingTransfer(terms, block, ordered, last, 0, true, Sent.TWICE, losesEnds)
                    .sendFrom(ordered + 1);
        }
        return new SendingTransfer(terms, block, block, last, 0, true, Sent.TWICE, losesEnds || lostEnd)
                .sendFrom(block + 1);
    }

    private Step onSameAck() {
        boolean missesFirst = terms.window() > 1 && heard && (sent == Sent.ONCE || sent == Sent.PROBED);
        return missesFirst
                ? new SendingTransfer(terms, acked, acked, last, attempt, true, Sent.TWICE, losesEnds)
                        .sendFrom(acked + 1)
                : new Step(this);
    }

    private Step onTimeout() {
        if (attempt >= terms.retries(heard)) {
            return Ended.peerGone(
                    ordered == last ? "all was sent, but the last ACK never came" : "the client stopped answering");
        }
        if (mayProbe()) {
            SendingTransfer probed = withSent(Sent.PROBED, attempt);
            return new Step(probed, List.of(new SendBlocks(ordered, ordered), probed.await()));
        }
        SendingTransfer again = withSent(Sent.TWICE, attempt + 1);
        return acked == OFFERED ? new Step(again, List.of(again.offer(), again.await())) : again.sendFrom(acked + 1);
    }

    private SendingTransfer withSent(Sent now, int attempts) {
        return new SendingTransfer(terms, acked, ordered, last, attempts, heard, now, losesEnds);
    }

    private boolean mayProbe() {
        return losesEnds && acked != OFFERED && attempt == 0 && sent != Sent.PROBED;
    }

    /** Sends the window, but for what lies before {@code first}. */
    private Step sendFrom(long first) {
        long end = last == UNKNOWN ? acked + terms.window() : Math.min(last, acked + terms.window());
        SendingTransfer next = new SendingTransfer(terms, acked, end, last, attempt, heard, sent, losesEnds);
        return new Step(next, List.of(new SendBlocks(first, end), next.await()));
    }

    private Action offer() {
        return new Send(new TftpPacket.OptionAck(terms.answers()));
    }

    private Action await() {
        return mayProbe() ? new AwaitUsual(terms.probe()) : new Await(terms.waitBefore(attempt, heard));
    }
}
