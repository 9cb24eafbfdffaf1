package dev.filegate.core.session;

import dev.filegate.core.account.Account;
import dev.filegate.core.failure.Rule;
import dev.filegate.core.server.Protocol;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Optional;

/** Whether an account, proven, may come in here and now. */
final class LoginRules {
    private LoginRules() {}

    /** What stands against it: a rule and its words for the audit trail. */
    record Objection(Rule rule, String reason) {}

    /** The first rule that objects, if one does. */
    static Optional<Objection> objection(Account account, Protocol protocol, InetAddress remote, Instant now) {
        if (!protocol.coveredBy(account.protocols())) {
            return objection(Rule.PROTOCOLS, "the account may not log in over " + protocol.word());
        }
        if (!account.networks().isEmpty()
                && account.networks().stream().noneMatch(network -> network.contains(remote))) {
            return objection(Rule.NETWORKS, "the account may not log in from this address");
        }
        if (!now.isBefore(account.validUntil())) {
            return objection(Rule.VALID_UNTIL, "the account expired at " + account.validUntil());
        }
        return Optional.empty();
    }

    private static Optional<Objection> objection(Rule rule, String reason) {
        return Optional.of(new Objection(rule, reason));
    }
}
