package dev.filegate.sftp.transport;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;

/** Decides when a connection has taken too long, and when to ask whether anybody is still there. Thread-safe. */
final class ConnectionWatch {
    private final InstantSource time;
    private final Duration loginTimeout;
    private final Duration idleTimeout;
    private final Duration keepAlive;
    private final int mostUnanswered;
    private final long started;
    private volatile long active;
    private volatile long heard;
    private final AtomicInteger unanswered = new AtomicInteger();
    private volatile boolean loggedIn;

    /**
     * @param loginTimeout from the first byte to the login; zero for no bound
     * @param idleTimeout without a request; zero for no bound
     * @param keepAlive silence after which the client is asked whether it is there; zero for never
     * @param mostUnanswered questions without an answer before the client is given up
     */
    ConnectionWatch(
            InstantSource time, Duration loginTimeout, Duration idleTimeout, Duration keepAlive, int mostUnanswered) {
        this.time = time;
        this.loginTimeout = loginTimeout;
        this.idleTimeout = idleTimeout;
        this.keepAlive = keepAlive;
        this.mostUnanswered = mostUnanswered;
        this.started = time.millis();
        this.active = started;
        this.heard = started;
    }

    /** What is to be done now. */
    enum Finding {
        FINE,
        LOGIN_TOO_SLOW,
        IDLE,
        /** Ask whether the client is there. */
        ASK,
        /** The client has not answered. */
        DEAD
    }

    /** Something arrived. {@code request}: and it was more than an answer to a question of ours. */
    void heard(boolean request) {
        long now = time.millis();
        heard = now;
        unanswered.set(0);
        if (request) {
            active = now;
        }
    }

    void loggedIn() {
        loggedIn = true;
        active = time.millis();
    }

    /**
     * To be asked about once a second, by one thread.
     *
     * @param busy whether a request is being worked on
     */
    Finding check(boolean busy) {
        long now = time.millis();
        if (busy) {
            active = now;
        }
        if (!loggedIn) {
            return exceeded(loginTimeout, now - started) ? Finding.LOGIN_TOO_SLOW : Finding.FINE;
        }
        if (exceeded(idleTimeout, now - active)) {
            return Finding.IDLE;
        }
        if (!exceeded(keepAlive, now - heard)) {
            return Finding.FINE;
        }
        if (unanswered.getAndIncrement() >= mostUnanswered) {
            return Finding.DEAD;
        }
        heard = now;
        return Finding.ASK;
    }

    private static boolean exceeded(Duration bound, long millis) {
        return bound.isPositive() && millis >= bound.toMillis();
    }
}
