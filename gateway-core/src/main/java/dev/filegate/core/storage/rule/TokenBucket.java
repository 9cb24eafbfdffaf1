package dev.filegate.core.storage.rule;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Holds a stream of bytes to a rate by making its threads wait. What was sent is paid for afterwards: a thread asks how much it may move
 * now, moves it, and waits with the next piece until the rate allows for it. After a pause a quarter of a second's worth may go at once.
 * Several threads share the rate.
 */
final class TokenBucket {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long BURST = SECOND / 4;
    private static final long SMALLEST_PIECE = 512;
    private static final long LARGEST_PIECE = 1 << 20;

    private final long rate;
    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition cutOffNow = lock.newCondition();
    /** When the rate allows for the next piece. Guarded by the lock. */
    private long next;

    private boolean cutOff;

    /** @param rate bytes per second, above 0 */
    TokenBucket(long rate, LongSupplier nanoTime) {
        this.rate = rate;
        this.nanoTime = nanoTime;
        this.next = nanoTime.getAsLong();
    }

    /** How much should be moved at once: a tenth of a second's worth, so that waits are short and progress is smooth. */
    long piece(long wanted) {
        return Math.min(wanted, Math.clamp(rate / 10, SMALLEST_PIECE, LARGEST_PIECE));
    }

    /**
     * Waits until {@code bytes} may be moved.
     *
     * @return false when the session was cut off: then nothing may be moved any more
     */
    boolean take(long bytes) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long wait = reserve(bytes);
            while (!cutOff && wait > 0) {
                wait = cutOffNow.awaitNanos(wait);
            }
            return !cutOff;
        } finally {
            lock.unlock();
        }
    }

    /** Books {@code bytes}; how many nanoseconds to wait before they may be moved. */
    long reserve(long bytes) {
        lock.lock();
        try {
            long now = nanoTime.getAsLong();
            long begin = Math.max(next, now - BURST);
            next = begin + nanosFor(bytes);
            return Math.max(0, begin - now);
        } finally {
            lock.unlock();
        }
    }

    /** Gives back what was taken but not moved. */
    void giveBack(long bytes) {
        lock.lock();
        try {
            next -= nanosFor(bytes);
        } finally {
            lock.unlock();
        }
    }

    private long nanosFor(long bytes) {
        return (long) ((double) bytes / rate * SECOND);
    }

    /** Wakes everybody who waits; nobody gets anything any more. */
    void cutOff() {
        lock.lock();
        try {
            cutOff = true;
            cutOffNow.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
