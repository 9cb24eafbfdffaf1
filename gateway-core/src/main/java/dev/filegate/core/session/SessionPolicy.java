package dev.filegate.core.session;

import java.time.Duration;

/**
 * Bounds of the door.
 *
 * @param sessions connections at the same time
 * @param sessionsPerAddress connections at the same time from one IPv4 address or IPv6 /64
 * @param loginsPerSecond login attempts of everybody together; 0 for no bound
 * @param loginFailures failed logins after which a connection is ended
 * @param penalty how long the answer to the first failed login of a connection is held back; doubled with each further one
 * @param longestPenalty where the doubling ends
 */
public record SessionPolicy(
        int sessions,
        int sessionsPerAddress,
        int loginsPerSecond,
        int loginFailures,
        Duration penalty,
        Duration longestPenalty) {
    /** What holds unless configured otherwise. */
    public static final SessionPolicy DEFAULT =
            new SessionPolicy(10_000, 100, 0, 3, Duration.ofSeconds(1), Duration.ofSeconds(8));

    public SessionPolicy {
        if (sessions < 1 || sessionsPerAddress < 1 || loginsPerSecond < 0 || loginFailures < 1) {
            throw new IllegalArgumentException("sessions, sessions per address and login failures are at least 1");
        }
    }

    public SessionPolicy withSessions(int total, int perAddress) {
        return new SessionPolicy(total, perAddress, loginsPerSecond, loginFailures, penalty, longestPenalty);
    }

    public SessionPolicy withLoginsPerSecond(int logins) {
        return new SessionPolicy(sessions, sessionsPerAddress, logins, loginFailures, penalty, longestPenalty);
    }

    public SessionPolicy withLoginFailures(int failures, Duration first, Duration longest) {
        return new SessionPolicy(sessions, sessionsPerAddress, loginsPerSecond, failures, first, longest);
    }

    /** How long the answer to a failed login waits. */
    Duration penaltyOf(int failure) {
        Duration grown = penalty.multipliedBy(1L << Math.min(failure - 1, 20));
        return grown.compareTo(longestPenalty) > 0 ? longestPenalty : grown;
    }
}
