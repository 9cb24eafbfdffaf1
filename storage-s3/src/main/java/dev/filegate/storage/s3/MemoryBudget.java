package dev.filegate.storage.s3;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A bounded amount of memory that many share. Who waits is served in the order they came. Thread-safe. */
final class MemoryBudget {
    private static final int UNIT = 1024;

    private final String purpose;
    private final int units;
    private final Semaphore free;

    /** @param purpose what it is for, as a refusal names it */
    MemoryBudget(String purpose, long bytes) {
        this.purpose = purpose;
        this.units = units(bytes);
        this.free = new Semaphore(units, true);
    }

    long total() {
        return (long) units * UNIT;
    }

    long used() {
        return total() - (long) free.availablePermits() * UNIT;
    }

    /** Takes memory, and waits for it: that is what holds back clients that send faster than the service takes. BUSY after {@code patience}. */
    Lease take(long bytes, Duration patience) {
        try {
            if (!free.tryAcquire(units(bytes), patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new GatewayException(
                        Failure.BUSY, "the memory for " + purpose + " is used up by others; try again later");
            }
            return new Lease(units(bytes));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GatewayException(Failure.UNAVAILABLE, "interrupted while waiting for memory", e);
        }
    }

    /** Takes memory if it is free and nobody waits for it; null otherwise. */
    @Nullable
    Lease tryTake(long bytes) {
        try {
            return free.tryAcquire(units(bytes), 0, TimeUnit.NANOSECONDS) ? new Lease(units(bytes)) : null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private static int units(long bytes) {
        return Math.toIntExact((bytes + UNIT - 1) / UNIT);
    }

    /** Memory that is taken until it is closed; closing again does nothing. */
    final class Lease implements AutoCloseable {
        private final int held;
        private final AtomicBoolean given = new AtomicBoolean();

        private Lease(int held) {
            this.held = held;
        }

        long bytes() {
            return (long) held * UNIT;
        }

        @Override
        public void close() {
            if (given.compareAndSet(false, true)) {
                free.release(held);
            }
        }
    }
}
