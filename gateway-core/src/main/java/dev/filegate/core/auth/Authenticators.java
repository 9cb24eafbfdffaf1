package dev.filegate.core.auth;

import dev.filegate.core.account.Account;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who decides about a login, in order: anonymous access if it is enabled, then the directories of accounts. Thread-safe. */
public final class Authenticators {
    private final List<Authenticator> inOrder;

    private Authenticators(List<Authenticator> inOrder) {
        this.inOrder = List.copyOf(inOrder);
    }

    /**
     * The usual order.
     *
     * @param before asked first, each only about names of its own, such as {@link AnonymousAccess}
     * @param directories in sequence, the accounts declared in the configuration first; the first that knows a name decides
     */
    public static Authenticators of(
            List<? extends Authenticator> before, List<? extends AccountDirectory> directories, PasswordChecks checks) {
        List<Authenticator> inOrder = new ArrayList<>(before);
        inOrder.add(new DirectoryAuthenticator(List.copyOf(directories), checks));
        return new Authenticators(inOrder);
    }

    /** The account that a user would get with the right proof, from the first authenticator that knows the name. */
    public Optional<Account> account(String user) {
        return inOrder.stream()
                .flatMap(authenticator -> authenticator.account(user).stream())
                .findFirst();
    }

    /** The verdict of the first authenticator that knows the name; the last one always has one. */
    public Authenticator.Verdict authenticate(Credential credential) {
        for (Authenticator authenticator : inOrder) {
            Authenticator.Verdict verdict = authenticator.authenticate(credential);
            if (!(verdict instanceof Authenticator.Verdict.NotKnown)) {
                return verdict;
            }
        }
        return new Authenticator.Verdict.Refused("unknown user");
    }
}
