package dev.filegate.tftp;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * One transfer, as a pure function: what it is, and something that happened, make what it is next and what is to be done. It holds no
 * socket, file or clock; whoever drives it sends the packets, moves the bytes, and tells it when the time to wait is over.
 *
 * <p>{@link SendingTransfer} serves a read request, {@link ReceivingTransfer} a write request.
 */
sealed interface Transfer permits SendingTransfer, ReceivingTransfer, Transfer.Ended {

    /** What becomes of the transfer by an event. */
    Step on(Event event);

    /** Whether something was received that only a peer with a real address and a real transfer would send. */
    boolean heard();

    /** Whether the fate of the file is sealed: it is where it should be, or will not be there. */
    boolean settled();

    /** The next state and what to do now, in this order. */
    record Step(Transfer next, List<Action> actions) {
        Step(Transfer next, Action... actions) {
            this(next, List.of(actions));
        }
    }

    /** Something that happened. */
    sealed interface Event {
        /** A packet from the peer's own address and port. */
        record Received(TftpPacket packet) implements Event {}

        /** The time asked for by the last {@link Action.Await} is over. */
        record TimedOut() implements Event {}

        /** Sending: the block of this number was the last; it is shorter than a full one. */
        record EndReached(long block) implements Event {}

        /** Receiving: {@link Action.Commit} was done, and the file is there. */
        record Committed() implements Event {}

        /** The storage, or the gateway itself, cannot go on. */
        record Failed(TftpError error, String message) implements Event {}
    }

    /** Something to do. */
    sealed interface Action {
        /** Send this packet to the peer. */
        record Send(TftpPacket packet) implements Action {}

        /**
         * Send these blocks of the file, up to its end. What is left of the order before comes first if this one begins right behind it, and is
         * forgotten otherwise.
         */
        record SendBlocks(long first, long last) implements Action {}

        /** Write the payload behind what was written before. Comes once for every block, in order. */
        record Store(ByteBuffer payload) implements Action {}

        /** Make what was stored the file, then say {@link Event.Committed} or {@link Event.Failed}. */
        record Commit() implements Action {}

        /** Say {@link Event.TimedOut} when nothing else was awaited for that long; replaces an earlier time. */
        record Await(Duration time) implements Action {}

        /** The same when the peer takes much longer to answer than it did before, and at the latest after {@code most}. */
        record AwaitUsual(Duration most) implements Action {}
    }

    /** How a transfer ended. */
    enum Ending {
        /** The file is where it was to go. */
        COMPLETE,
        /** The peer did not want what was offered; boot loaders ask so for the size of a file (RFC 2349). */
        DECLINED,
        /** The peer sent ERROR in the middle, or began something else. */
        ENDED_BY_PEER,
        /** The peer stopped answering. */
        PEER_GONE,
        /** An ERROR was sent to the peer. */
        FAILED;

        /** As it is written down: {@code peer-gone}. */
        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Over. Whatever still comes changes nothing. */
    record Ended(Ending ending, String reason) implements Transfer {
        static final Ended COMPLETE = new Ended(Ending.COMPLETE, "");

        @Override
        public Step on(Event event) {
            return new Step(this);
        }

        @Override
        public boolean heard() {
            return true;
        }

        @Override
        public boolean settled() {
            return true;
        }

        static Step declined() {
            return new Step(new Ended(Ending.DECLINED, "the client did not want what the options offered"));
        }

        static Step byPeer(TftpPacket.ErrorPacket error) {
            return new Step(
                    new Ended(Ending.ENDED_BY_PEER, "client sent error " + error.code() + ": " + error.message()));
        }

        static Step peerGone(String reason) {
            return new Step(new Ended(Ending.PEER_GONE, reason));
        }

        static Step failed(TftpError error, String message) {
            return new Step(
                    new Ended(Ending.FAILED, message), new Action.Send(new TftpPacket.ErrorPacket(error, message)));
        }
    }
}
