package dev.filegate.core.directory;

import dev.filegate.core.auth.Credential;
import java.util.List;

/**
 * An account as an operator defines it. Immutable.
 *
 * @param name as the client sends it; see {@link Names}
 * @param description for people; may be empty
 * @param disabled whether it may not log in; disabling an account ends its sessions
 * @param groups that give what the account does not; earlier ones first
 */
public record AccountDefinition(
        String name, String description, boolean disabled, Proofs proofs, List<String> groups, Profile profile) {
    public AccountDefinition {
        groups = List.copyOf(groups);
    }

    /**
     * How it proves who it is.
     *
     * @param passwordHash text that {@link dev.filegate.core.auth.PasswordHashes#parse} reads, always a hash; empty for none
     * @param authorizedKeys lines of OpenSSH's authorized_keys
     * @param principals names in user certificates that this account answers to, besides its own
     * @param authentication as in {@link dev.filegate.core.auth.AccountRecord}
     */
    public record Proofs(
            String passwordHash,
            List<String> authorizedKeys,
            List<String> principals,
            List<List<Credential.Method>> authentication) {
        /** Nobody can log in with it. */
        public static final Proofs NONE = new Proofs("", List.of(), List.of(), List.of());

        public Proofs {
            authorizedKeys = List.copyOf(authorizedKeys);
            principals = List.copyOf(principals);
            authentication = authentication.stream().map(List::copyOf).toList();
        }

        /** Without the hash, which belongs into no log. */
        @Override
        public String toString() {
            return "Proofs[password=" + !passwordHash.isEmpty() + ", authorizedKeys=" + authorizedKeys.size()
                    + ", principals=" + principals + ", authentication=" + authentication + "]";
        }
    }
}
