package dev.filegate.ftp;

import java.time.Duration;

/** How long a connection still waits, and for what. Confined to the session's thread. */
final class Patience {
    private final FtpConfig.Timeouts timeouts;
    private long loginBegan = System.nanoTime();
    private long lastHeard = System.nanoTime();

    Patience(FtpConfig.Timeouts timeouts) {
        this.timeouts = timeouts;
    }

    /** The client said something, or something it asked for has ended. */
    void heard() {
        lastHeard = System.nanoTime();
    }

    void loginBegins() {
        loginBegan = System.nanoTime();
    }

    /** How long a data connection may take to come about, or may stand still. */
    Duration data() {
        return timeouts.data();
    }

    /** How long a TLS handshake may take. */
    Duration handshake() {
        return timeouts.login();
    }

    /** How long to wait for the next thing to happen before looking at the clock again. Never zero. */
    Duration left(FtpSession session) {
        Duration left = session.running()
                .map(task -> timeouts.data().minus(task.still()))
                .orElseGet(() -> untilEnd(session));
        return left.compareTo(Duration.ofMillis(1)) < 0 ? Duration.ofMillis(1) : left;
    }

    private Duration untilEnd(FtpSession session) {
        Duration idle = session.idleTimeout().minus(since(lastHeard));
        if (session.isLoggedIn()) {
            return idle;
        }
        Duration login = timeouts.login().minus(since(loginBegan));
        return login.compareTo(idle) < 0 ? login : idle;
    }

    boolean isLoginOver(FtpSession session) {
        return !session.isLoggedIn() && since(loginBegan).compareTo(timeouts.login()) >= 0;
    }

    boolean isIdleOver(FtpSession session) {
        return since(lastHeard).compareTo(session.idleTimeout()) >= 0;
    }

    private static Duration since(long nanoTime) {
        return Duration.ofNanos(System.nanoTime() - nanoTime);
    }
}
