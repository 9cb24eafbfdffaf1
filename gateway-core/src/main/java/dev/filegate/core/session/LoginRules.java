package dev.filegate.core.session;

import dev.filegate.core.account.Account;
import dev.filegate.core.account.TimeWindow;
import dev.filegate.core.failure.Rule;
import dev.filegate.core.server.Protocol;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether an account, proven, may come in here and now. */
final class LoginRules {
    /** In the order in which they are asked. */
    static final List<Rule> ORDER =
            List.of(Rule.DISABLED, Rule.PROTOCOLS, Rule.NETWORKS, Rule.VALID_UNTIL, Rule.LOGIN_HOURS);

    private LoginRules() {}

    /** What stands against it: a rule and its words for the audit trail. */
    record Objection(Rule rule, String reason) {}

    /** Where and when somebody comes. */
    record Arrival(Protocol protocol, InetAddress remote, Instant now) {}

    /** The first rule that objects, if one does. */
    static Optional<Objection> objection(Account account, Arrival arrival) {
        return ORDER.stream()
                .flatMap(rule -> ask(rule, account, arrival).map(reason -> new Objection(rule, reason)).stream())
                .findFirst();
    }

    /** Asks one of {@link #ORDER}: its words when it objects. */
    static Optional<String> ask(Rule rule, Account account, Arrival arrival) {
        return switch (rule) {
            case DISABLED -> unless(!account.rules().disabled(), "the account is disabled");
            case PROTOCOLS ->
                unless(
                        arrival.protocol().coveredBy(account.protocols()),
                        "the account may not log in over " + arrival.protocol().word());
            case NETWORKS ->
                unless(
                        account.networks().isEmpty()
                                || account.networks().stream().anyMatch(network -> network.contains(arrival.remote())),
                        "the account may not log in from this address");
            case VALID_UNTIL -> expiry(account, arrival.now());
            case LOGIN_HOURS -> closingTime(account, arrival.now());
            case SHUTDOWN,
                    BANS,
                    SESSIONS,
                    SESSIONS_PER_ADDRESS,
                    LOGINS_PER_SECOND,
                    AUTHENTICATION,
                    MAX_SESSIONS,
                    PERMISSIONS,
                    FILE_PATTERNS,
                    DROP_BOX,
                    FILE_SIZE,
                    QUOTA,
                    TRANSFER_VOLUME,
                    MOUNTS,
                    STORAGE -> throw new IllegalArgumentException(rule + " is no rule of logins");
        };
    }

    /** Whether there are moments at which the account may not be logged in. */
    static boolean bindToTime(Account account) {
        return !account.validUntil().equals(Instant.MAX)
                || !account.rules().hours().isEmpty();
    }

    /** What stands against a session that was right when it began: that time went by. */
    static Optional<Objection> overdue(Account account, Instant now) {
        return expiry(account, now)
                .map(reason -> new Objection(Rule.VALID_UNTIL, reason))
                .or(() -> closingTime(account, now).map(reason -> new Objection(Rule.LOGIN_HOURS, reason)));
    }

    private static Optional<String> expiry(Account account, Instant now) {
        return unless(now.isBefore(account.validUntil()), "the account expired at " + account.validUntil());
    }

    private static Optional<String> closingTime(Account account, Instant now) {
        List<TimeWindow> hours = account.rules().hours();
        return unless(isOpen(hours, now), "the account may log in only at " + shown(hours));
    }

    private static boolean isOpen(List<TimeWindow> hours, Instant now) {
        return hours.isEmpty() || hours.stream().anyMatch(window -> window.contains(now));
    }

    private static String shown(List<TimeWindow> hours) {
        return hours.stream().map(TimeWindow::toString).collect(Collectors.joining(", "));
    }

    private static Optional<String> unless(boolean right, String words) {
        return right ? Optional.empty() : Optional.of(words);
    }
}
