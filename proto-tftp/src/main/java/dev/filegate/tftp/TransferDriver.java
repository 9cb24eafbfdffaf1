package dev.filegate.tftp;

import dev.filegate.core.failure.GatewayException;
import dev.filegate.tftp.Transfer.Action;
import dev.filegate.tftp.Transfer.Event;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Drives one {@link Transfer}: brings it packets and time, sends what it says and moves the bytes. All but the methods that say otherwise
 * happens in the transfer's {@link Lane}, so its state needs no locks.
 */
final class TransferDriver {
    private final Route route;
    private final Terms terms;
    private final Cargo cargo;
    private final Lane lane;
    private final LongSupplier nanoTime;
    private final long endOfLife;
    private final Owner owner;
    private final AnswerTime answerTime = new AnswerTime();
    private final Consumer<ByteBuffer> filler = this::fill;
    private final Consumer<TftpPacket> worker = this::onPacket;

    private Transfer transfer;
    /** The next block to send, and the last one that was ordered. */
    private long cursor = 1;

    private long ordered;
    private boolean committing;
    private boolean over;
    private boolean settled;
    private long deadline;
    private long timerDue;
    private boolean timerRuns;
    private DatagramPort.Timer timer = () -> {};
    private volatile long lastProgress;
    private volatile boolean heard;

    /** From where to where packets go. */
    record Route(DatagramPort port, InetSocketAddress peer) {}

    /** @param lifetime the longest a transfer may take */
    record Time(LongSupplier nanoTime, Duration lifetime) {}

    /** Whom the transfer belongs to. Called in the transfer's lane; must not block. */
    interface Owner {
        /** Runs something that may block, elsewhere. */
        void runBlocking(Runnable task);

        /** The file is where it should be, or will not be there. The transfer does not touch its cargo any more. */
        void settled(Transfer state);

        /** Nothing will be received or sent any more. Comes last. */
        void over();

        /** Something happened that should be impossible. */
        void broken(RuntimeException cause);
    }

    TransferDriver(Route route, Terms terms, Cargo cargo, Lane lane, Time time, Owner owner) {
        this.route = route;
        this.terms = terms;
        this.cargo = cargo;
        this.lane = lane;
        this.nanoTime = time.nanoTime();
        this.owner = owner;
        this.transfer = Transfer.Ended.COMPLETE;
        this.lastProgress = nanoTime.getAsLong();
        this.endOfLife = lastProgress + time.lifetime().toNanos();
    }

    /** Answers the request. Called from anywhere, once. */
    void begin() {
        lane.run(() -> apply(
                switch (cargo) {
                    case Cargo.Download download -> SendingTransfer.begin(terms);
                    case Cargo.Upload upload -> ReceivingTransfer.begin(terms);
                }));
    }

    /** A packet from the peer. Called on the port's thread. */
    void received(TftpPacket packet) {
        lane.receive(packet, worker);
    }

    /** The port takes packets again. Called from anywhere. */
    void writable() {
        lane.run(() -> {
            if (!over && cursor <= ordered) {
                attempt(new Action.SendBlocks(cursor, ordered));
            }
        });
    }

    /** Ends it with an ERROR, unless its file is complete already. Called from anywhere, any number of times. */
    void fail(TftpError error, String message) {
        lane.run(() -> handle(new Event.Failed(error, message)));
    }

    /** Ends it without a word, because the peer has begun something else at the same port. Called from anywhere. */
    void abandon(String reason) {
        lane.run(() -> {
            if (!over) {
                apply(new Transfer.Step(new Transfer.Ended(Transfer.Ending.ENDED_BY_PEER, reason)));
            }
        });
    }

    /** Whether something came from the peer, but then nothing for that long. Called from anywhere. */
    boolean silentFor(long nanos) {
        return heard && nanoTime.getAsLong() - lastProgress > nanos;
    }

    private void onPacket(TftpPacket packet) {
        handle(new Event.Received(packet));
    }

    private void handle(Event event) {
        if (over) {
            return;
        }
        long now = nanoTime.getAsLong();
        if (!committing && now - endOfLife > 0) {
            apply(transfer.on(new Event.Failed(TftpError.UNDEFINED, "the transfer takes longer than is allowed")));
            return;
        }
        Transfer.Step step = transfer.on(event);
        if (event instanceof Event.Received && !step.actions().isEmpty()) {
            lastProgress = now;
            heard = true;
            answerTime.answered(now);
        }
        apply(step);
    }

    private void apply(Transfer.Step step) {
        transfer = step.next();
        for (Action action : step.actions()) {
            if (!attempt(action)) {
                return;
            }
        }
        if (!step.actions().isEmpty()) {
            route.port().flush();
        }
        if (transfer.settled()) {
            settle();
        }
        if (transfer instanceof Transfer.Ended) {
            end();
        }
    }

    /** Tells the owner once that the cargo is free; a commit that still runs when the transfer is ended has it a little longer. */
    private void settle() {
        if (!settled && !committing) {
            settled = true;
            owner.settled(transfer);
        }
    }

    private void end() {
        if (!over) {
            over = true;
            timer.cancel();
            if (settled) {
                owner.over();
            }
        }
    }

    /** Does one thing; false when it failed, and the failure has been worked off instead of the rest. */
    private boolean attempt(Action action) {
        try {
            perform(action);
            return true;
        } catch (GatewayException e) {
            handle(new Event.Failed(TftpError.of(e.failure()), e.detail()));
        } catch (RuntimeException e) {
            owner.broken(e);
            handle(new Event.Failed(TftpError.UNDEFINED, "internal error"));
        }
        return false;
    }

    private void perform(Action action) {
        switch (action) {
            case Action.Send(TftpPacket packet) -> route.port().send(packet, route.peer());
            case Action.SendBlocks(long first, long last) -> {
                if (first != ordered + 1) {
                    cursor = first;
                }
                ordered = last;
                sendOrdered();
                answerTime.sent(nanoTime.getAsLong());
            }
            case Action.Store(ByteBuffer payload) -> upload().store(payload);
            case Action.Commit() -> commit(upload());
            case Action.Await(Duration time) -> await(time);
            case Action.AwaitUsual(Duration most) -> await(answerTime.patience(most));
        }
    }

    private void sendOrdered() {
        DatagramPort port = route.port();
        while (cursor <= ordered && port.ready()) {
            int number = terms.rollover().number(cursor);
            int sent = port.sendBlock(number, terms.blockSize(), filler, route.peer());
            if (sent < terms.blockSize()) {
                ordered = cursor;
                transfer = transfer.on(new Event.EndReached(cursor)).next();
            }
            cursor++;
        }
        port.flush();
    }

    private void fill(ByteBuffer target) {
        switch (cargo) {
            case Cargo.Download(var file, BlockSource source) -> source.read(cursor, target);
            case Cargo.Upload upload -> throw new IllegalStateException("an upload has no blocks to send");
        }
    }

    private Cargo.Upload upload() {
        return switch (cargo) {
            case Cargo.Upload upload -> upload;
            case Cargo.Download download -> throw new IllegalStateException("a download stores nothing");
        };
    }

    /** Waiting for the storage to be sure is the one thing that no lane may do: the port's thread serves others meanwhile. */
    private void commit(Cargo.Upload upload) {
        committing = true;
        owner.runBlocking(() -> {
            Event outcome = outcomeOf(upload);
            lane.run(() -> {
                committing = false;
                if (over) {
                    settle();
                    owner.over();
                } else {
                    handle(outcome);
                }
            });
        });
    }

    private Event outcomeOf(Cargo.Upload upload) {
        try {
            upload.commit();
            return new Event.Committed();
        } catch (GatewayException e) {
            return new Event.Failed(TftpError.of(e.failure()), e.detail());
        } catch (RuntimeException e) {
            owner.broken(e);
            return new Event.Failed(TftpError.UNDEFINED, "internal error");
        }
    }

    private void await(Duration time) {
        deadline = nanoTime.getAsLong() + time.toNanos();
        if (!timerRuns || timerDue - deadline > 0) {
            timer.cancel();
            schedule(time.toNanos());
        }
    }

    /** A timer that runs is not moved with every packet; it looks when it fires whether its time has really come. */
    private void schedule(long nanos) {
        long due = nanoTime.getAsLong() + nanos;
        timerDue = due;
        timerRuns = true;
        timer = route.port().schedule(() -> lane.run(() -> onTimer(due)), Duration.ofNanos(nanos));
    }

    private void onTimer(long due) {
        if (over || due != timerDue) {
            return;
        }
        timerRuns = false;
        long left = deadline - nanoTime.getAsLong();
        if (left > 0) {
            schedule(left);
        } else {
            handle(new Event.TimedOut());
        }
    }
}
