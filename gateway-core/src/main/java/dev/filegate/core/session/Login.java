package dev.filegate.core.session;

import dev.filegate.core.account.Account;
import dev.filegate.core.auth.Authenticator.Verdict;
import dev.filegate.core.auth.Authenticators;
import dev.filegate.core.auth.Credential;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.server.Protocol;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Decides about a login: the proof, and then whether this account may come in here and now. */
final class Login {
    /** What a client learns, whatever the reason: neither whether the user exists nor what stands against the account. */
    static final String INCORRECT = "login incorrect";

    private final SessionPolicy policy;
    private final Authenticators authenticators;
    private final StorageStack stack;
    private final LoginRate rate;

    Login(SessionPolicy policy, Authenticators authenticators, StorageStack stack, LoginRate rate) {
        this.policy = policy;
        this.authenticators = authenticators;
        this.stack = stack;
        this.rate = rate;
    }

    /** What came of it, before the account's sessions are counted. */
    sealed interface Decision {
        record Welcome(Account account, Map<String, String> notes) implements Decision {}

        /** @param reason for the audit trail */
        record Incorrect(String reason) implements Decision {}

        /** Nobody can log in right now; not the client's fault. */
        record NotNow(String reason, String words, boolean disconnect) implements Decision {}
    }

    Decision decide(Credential credential, Protocol protocol, InetAddress remote, Instant now) {
        if (!rate.admit()) {
            return new Decision.NotNow(
                    "more logins than logins-per-second allows",
                    "too many logins at the moment, try again later",
                    true);
        }
        Verdict verdict;
        try {
            verdict = authenticators.authenticate(credential);
        } catch (GatewayException e) {
            return new Decision.NotNow(e.detail(), "logins are not possible at the moment, try again later", false);
        }
        return switch (verdict) {
            case Verdict.Refused refused -> new Decision.Incorrect(refused.reason());
            case Verdict.NotKnown _ -> new Decision.Incorrect("unknown user");
            case Verdict.Accepted accepted ->
                objection(accepted.account(), protocol, remote, now)
                        .<Decision>map(Decision.Incorrect::new)
                        .orElse(new Decision.Welcome(accepted.account(), accepted.notes()));
        };
    }

    private static Optional<String> objection(Account account, Protocol protocol, InetAddress remote, Instant now) {
        if (!protocol.coveredBy(account.protocols())) {
            return Optional.of("the account may not log in over " + protocol.word());
        }
        if (!account.networks().isEmpty()
                && account.networks().stream().noneMatch(network -> network.contains(remote))) {
            return Optional.of("the account may not log in from this address");
        }
        if (!now.isBefore(account.validUntil())) {
            return Optional.of("the account expired at " + account.validUntil());
        }
        return Optional.empty();
    }

    StorageStack stack() {
        return stack;
    }

    Duration penalty(int failure) {
        return policy.penaltyOf(failure);
    }

    boolean endsConnection(int failure) {
        return failure >= policy.loginFailures();
    }
}
