package dev.filegate.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** What threads that end on their own account for a moment after what they did it for is closed. */
final class Eventually {
    private static final long PATIENCE = Duration.ofSeconds(30).toNanos();
    private static final long PAUSE = Duration.ofMillis(5).toNanos();

    private Eventually() {}

    /** Waits, with an end, for a figure to be as small as it was. */
    static void atMost(long limit, String what, LongSupplier figure) {
        long deadline = System.nanoTime() + PATIENCE;
        while (figure.getAsLong() > limit && System.nanoTime() < deadline) {
            LockSupport.parkNanos(PAUSE);
        }
        assertThat(figure.getAsLong()).as(what).isLessThanOrEqualTo(limit);
    }
}
