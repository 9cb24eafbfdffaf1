package dev.filegate.ftp.wire;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Request lines on their way from the event loop to the session's thread. Bounded: when {@value #MAX_LINES} lines or
 * {@value #MAX_CHARACTERS} characters wait, {@link #hasRoom} turns false and the socket is not read until half of them are taken, so a
 * flood waits in the sender's memory.
 */
final class Mailbox {
    static final int MAX_LINES = 64;
    static final int MAX_CHARACTERS = 16 * 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrival = lock.newCondition();
    private final ArrayDeque<ControlInput> inputs = new ArrayDeque<>(4);
    private final Runnable onRoom;
    private int characters;
    private boolean refusing;
    private boolean woken;
    private volatile boolean ended;
    private volatile boolean waiting;
    private volatile long deadline;

    /** @param onRoom called by the taking thread when there is room again after {@link #hasRoom} was false */
    Mailbox(Runnable onRoom) {
        this.onRoom = onRoom;
    }

    /**
     * Adds lines as long as there is room and {@code lines} has one. Nobody takes any of them before all are in, so what a client sent in
     * one packet counts as sent together: whether a request was there before a transfer began does not depend on two threads' speed.
     *
     * @return whether {@code lines} had no more
     */
    boolean fill(Supplier<@Nullable ControlInput> lines) {
        lock.lock();
        try {
            while (!refusing) {
                ControlInput input = lines.get();
                if (input == null) {
                    return true;
                }
                put(input);
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Adds a line or an overlong line. Asked for only while {@link #hasRoom}. */
    void put(ControlInput input) {
        lock.lock();
        try {
            inputs.add(input);
            characters += weight(input);
            refusing = inputs.size() >= MAX_LINES || characters >= MAX_CHARACTERS;
            arrival.signal();
        } finally {
            lock.unlock();
        }
    }

    boolean hasRoom() {
        lock.lock();
        try {
            return !refusing;
        } finally {
            lock.unlock();
        }
    }

    /** No more will come; what waits is still taken. */
    void end() {
        lock.lock();
        try {
            ended = true;
            arrival.signal();
        } finally {
            lock.unlock();
        }
    }

    boolean ended() {
        return ended;
    }

    void wake() {
        lock.lock();
        try {
            woken = true;
            arrival.signal();
        } finally {
            lock.unlock();
        }
    }

    int lines() {
        lock.lock();
        try {
            return inputs.size();
        } finally {
            lock.unlock();
        }
    }

    /** What comes next; {@link Deadlines} ends a wait for it, so that it may last a little longer than asked for. */
    ControlInput take(Duration patience) {
        boolean roomAgain = false;
        ControlInput taken;
        lock.lock();
        try {
            awaitWhile(inputs::isEmpty, patience);
            if (woken) {
                woken = false;
                return new ControlInput.Woken();
            }
            if (inputs.isEmpty()) {
                return ended ? new ControlInput.Ended() : new ControlInput.Silence();
            }
            taken = inputs.remove();
            characters -= weight(taken);
            if (refusing && inputs.size() <= MAX_LINES / 2 && characters <= MAX_CHARACTERS / 2) {
                refusing = false;
                roomAgain = true;
            }
        } finally {
            lock.unlock();
        }
        if (roomAgain) {
            onRoom.run();
        }
        return taken;
    }

    /** Waits for {@link #wake} or {@link #end}, whatever lines come meanwhile. */
    ControlInput awaitWake(Duration patience) {
        lock.lock();
        try {
            awaitWhile(() -> true, patience);
            if (woken) {
                woken = false;
                return new ControlInput.Woken();
            }
            return ended ? new ControlInput.Ended() : new ControlInput.Silence();
        } finally {
            lock.unlock();
        }
    }

    private void awaitWhile(BooleanSupplier nothingNew, Duration patience) {
        deadline = System.nanoTime() + patience.toNanos();
        waiting = true;
        try {
            while (nothingNew.getAsBoolean() && !ended && !woken && System.nanoTime() - deadline < 0) {
                arrival.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            ended = true;
        } finally {
            waiting = false;
        }
    }

    /** Ends a wait that has lasted long enough; see {@link Deadlines}. */
    void look(long now) {
        if (waiting && now - deadline >= 0) {
            lock.lock();
            try {
                arrival.signal();
            } finally {
                lock.unlock();
            }
        }
    }

    private static int weight(ControlInput input) {
        return input instanceof ControlInput.Line(String text) ? text.length() : 0;
    }
}
