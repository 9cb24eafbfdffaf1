package dev.filegate.core.auth;

import dev.filegate.core.account.Account;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One way to find out who somebody is. Thread-safe; may block. */
public interface Authenticator {
    /**
     * Checks a proof.
     *
     * @throws dev.filegate.core.failure.GatewayException UNAVAILABLE when whoever knows cannot be asked
     */
    Verdict authenticate(Credential credential);

    /**
     * The account that a user would get with the right proof; empty when this authenticator does not know the name.
     *
     * @throws dev.filegate.core.failure.GatewayException UNAVAILABLE when whoever knows cannot be asked
     */
    Optional<Account> account(String user);

    /** What came of it. Whether the account may log in here and now is not decided yet. */
    sealed interface Verdict {
        /**
         * The proof is right.
         *
         * @param notes facts for the session's audit records, such as the mail address of an anonymous visitor
         * @param authentication the ways to log in, as {@link AccountRecord#authentication}; empty when this proof is enough
         */
        record Accepted(Account account, Map<String, String> notes, List<List<Credential.Method>> authentication)
                implements Verdict {
            public Accepted {
                notes = Map.copyOf(notes);
                authentication = List.copyOf(authentication);
            }

            /** Where this proof is enough. */
            public Accepted(Account account, Map<String, String> notes) {
                this(account, notes, List.of());
            }
        }

        /** @param reason for the audit trail; the client learns only that the login is incorrect */
        record Refused(String reason) implements Verdict {}

        /** A name this authenticator does not know. It has taken no time over it. */
        record NotKnown() implements Verdict {}
    }
}
