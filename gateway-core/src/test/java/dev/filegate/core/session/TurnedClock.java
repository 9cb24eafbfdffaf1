package dev.filegate.core.session;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until a test turns it. Thread-safe. */
public final class TurnedClock implements InstantSource {
    private volatile Instant now = Instant.parse("2026-11-23T10:00:00Z");

    @Override
    public Instant instant() {
        return now;
    }

    public synchronized void turn(Duration forward) {
        now = now.plus(forward);
    }
}
