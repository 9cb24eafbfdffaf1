package dev.filegate.core.session;

import dev.filegate.core.account.Account;
import dev.filegate.core.auth.Authenticator.Verdict;
import dev.filegate.core.auth.Authenticators;
import dev.filegate.core.auth.Credential;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.failure.Rule;
import dev.filegate.core.server.Protocol;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
        record Incorrect(Rule rule, String reason) implements Decision {}

        /** Right so far. {@code next}: proofs of which one must follow. */
        record Incomplete(Set<Credential.Method> next, Map<String, String> notes) implements Decision {}

        /** Nobody can log in right now; not the client's fault. */
        record NotNow(Rule rule, String reason, String words, boolean disconnect) implements Decision {}
    }

    /** @param before proofs that this client has given for this user already, in order */
    Decision decide(
            Credential credential, List<Credential.Method> before, Protocol protocol, InetAddress remote, Instant now) {
        if (!rate.admit()) {
            return new Decision.NotNow(
                    Rule.LOGINS_PER_SECOND,
                    "more logins than logins-per-second allows",
                    "too many logins at the moment, try again later",
                    true);
        }
        return judge(credential, before, protocol, remote, now);
    }

    /** As {@link #decide}, for a client that only asks: not counted as a login. */
    Decision judge(
            Credential credential, List<Credential.Method> before, Protocol protocol, InetAddress remote, Instant now) {
        Verdict verdict;
        try {
            verdict = authenticators.authenticate(credential);
        } catch (GatewayException e) {
            return new Decision.NotNow(
                    Rule.AUTHENTICATION, e.detail(), "logins are not possible at the moment, try again later", false);
        }
        return switch (verdict) {
            case Verdict.Refused refused -> new Decision.Incorrect(Rule.AUTHENTICATION, refused.reason());
            case Verdict.NotKnown _ -> new Decision.Incorrect(Rule.AUTHENTICATION, "unknown user");
            case Verdict.Accepted accepted ->
                LoginRules.objection(accepted.account(), new LoginRules.Arrival(protocol, remote, now))
                        .<Decision>map(objection -> new Decision.Incorrect(objection.rule(), objection.reason()))
                        .orElseGet(() -> complete(accepted, credential.method(), before));
        };
    }

    private static Decision complete(
            Verdict.Accepted accepted, Credential.Method method, List<Credential.Method> before) {
        List<Credential.Method> given = new ArrayList<>(before);
        given.add(method);
        Set<Credential.Method> next = EnumSet.noneOf(Credential.Method.class);
        for (List<Credential.Method> way : accepted.authentication()) {
            if (way.equals(given)) {
                return new Decision.Welcome(accepted.account(), accepted.notes());
            }
            if (way.size() > given.size() && way.subList(0, given.size()).equals(given)) {
                next.add(way.get(given.size()));
            }
        }
        if (accepted.authentication().isEmpty()) {
            return new Decision.Welcome(accepted.account(), accepted.notes());
        }
        return next.isEmpty()
                ? new Decision.Incorrect(
                        Rule.AUTHENTICATION, "the account demands " + accepted.authentication() + ", not " + given)
                : new Decision.Incomplete(next, accepted.notes());
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
