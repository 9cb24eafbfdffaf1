package dev.filegate.core.directory;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where the accounts that operators make are kept. Implemented by {@code gateway-db}, in memory by {@code MemoryAccountStore} for tests.
 * Knows nothing of declared accounts: {@link Accounts} puts both together, and is what administration asks. Blocking, thread-safe.
 *
 * <p>Every method throws {@link dev.filegate.core.failure.GatewayException} UNAVAILABLE, with words, when the store cannot be asked.
 */
public interface AccountStore {
    Optional<Versioned<AccountDefinition>> find(String name);

    /** Adds one: Done, Taken, or Invalid for a group that does not exist. */
    Change<AccountDefinition> create(AccountDefinition account);

    /** Replaces the one of that name if it still has {@code version}: Done, Conflict, Missing, or Invalid for a group that does not exist. */
    Change<AccountDefinition> update(AccountDefinition account, long version);

    /** Done, Conflict or Missing. */
    Change<AccountDefinition> delete(String name, long version);

    /** A page in constant memory, whatever the number of accounts. {@link Page#next} is the last name of the page. */
    Page<Versioned<AccountDefinition>> list(Listing listing);

    /** The groups of these names that exist, and what they give; asked together with an account at each login. */
    List<GroupDefinition> groups(List<String> names);

    /** What a login needs, in one question: the account with its groups, those first that it names first. */
    default Optional<Membership> member(String name) {
        return find(name)
                .map(found -> new Membership(found, groups(found.value().groups())));
    }

    /** An account and the groups it names, in that order. */
    record Membership(Versioned<AccountDefinition> account, List<GroupDefinition> groups) {
        public Membership {
            groups = List.copyOf(groups);
        }
    }

    /** The password hash of some account, preferably of the kind most have; empty when there is none. For constant-time refusals. */
    Optional<String> anyPasswordHash();

    /** What has changed since a revision, by whatever node; for {@code 0} only the present revision and no names. */
    Changes changesSince(long revision);

    /**
     * What has changed.
     *
     * @param revision what to ask with the next time
     * @param accounts whose definition has changed or is gone
     * @param all whether more may have changed than is named: a group, or more than is remembered
     */
    record Changes(long revision, Set<String> accounts, boolean all) {
        public Changes {
            accounts = Set.copyOf(accounts);
        }
    }
}
