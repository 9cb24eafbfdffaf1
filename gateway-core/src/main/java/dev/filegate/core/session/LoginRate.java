package dev.filegate.core.session;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Lets so many login attempts per second pass, and as many at once after a quiet second. Thread-safe. */
final class LoginRate {
    private final int perSecond;
    private final InstantSource clock;
    private double available;
    private Instant filled;

    LoginRate(int perSecond, InstantSource clock) {
        this.perSecond = perSecond;
        this.clock = clock;
        this.available = perSecond;
        this.filled = clock.instant();
    }

    synchronized boolean admit() {
        boolean room = hasRoom();
        if (room && perSecond > 0) {
            available -= 1;
        }
        return room;
    }

    /** What {@link #admit} would say now. */
    synchronized boolean hasRoom() {
        if (perSecond == 0) {
            return true;
        }
        Instant now = clock.instant();
        double gained = Math.max(0, Duration.between(filled, now).toNanos()) / 1e9 * perSecond;
        available = Math.min(perSecond, available + gained);
        filled = now;
        return available >= 1;
    }
}
