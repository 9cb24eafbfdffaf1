package dev.filegate.core.directory;

import dev.filegate.core.auth.AuthorizedKeys;
import dev.filegate.core.auth.PasswordHashes;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.path.VirtualPath;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether a definition makes sense, before it is stored. */
final class DefinitionCheck {
    /** Characters of a description, a key line and a principal. */
    private static final int LONGEST_TEXT = 16_384;

    private static final int MOST_ENTRIES = 1000;

    private final Set<String> storages;

    /** @param storages names of the configured storages */
    DefinitionCheck(Set<String> storages) {
        this.storages = Set.copyOf(storages);
    }

    /** What is wrong, and with which field. */
    record Problem(String field, String words) {}

    /** Looks at everything but the groups. */
    Optional<Problem> account(AccountDefinition account) {
        return text("name", () -> Names.checkAccount(account.name()))
                .or(() -> length("description", account.description()))
                .or(() -> proofs(account.proofs()))
                .or(() -> count("groups", account.groups()))
                .or(() -> unique("groups", account.groups()))
                .or(() -> profile(account.profile()));
    }

    Optional<Problem> group(GroupDefinition group) {
        return text("name", () -> Names.checkGroup(group.name()))
                .or(() -> length("description", group.description()))
                .or(() -> profile(group.profile()));
    }

    /** Whether the account and its groups together are one that can log in. */
    static Optional<Problem> together(AccountDefinition account, List<GroupDefinition> groups) {
        return text("mounts", () -> AccountResolution.resolve(account, groups));
    }

    private static Optional<Problem> proofs(AccountDefinition.Proofs proofs) {
        String hash = proofs.passwordHash();
        if (!hash.isEmpty() && !PasswordHashes.isHash(hash)) {
            return Optional.of(new Problem("password", "only hashes are kept, not passwords"));
        }
        return (hash.isEmpty() ? Optional.<Problem>empty() : text("password", () -> PasswordHashes.parse(hash)))
                .or(() -> count("authorized_keys", proofs.authorizedKeys()))
                .or(() -> each("authorized_keys", proofs.authorizedKeys(), AuthorizedKeys::check))
                .or(() -> count("principals", proofs.principals()))
                .or(() -> each("principals", proofs.principals(), DefinitionCheck::checkPrincipal));
    }

    private static void checkPrincipal(String principal) {
        if (principal.isBlank()) {
            throw new IllegalArgumentException("a principal must not be empty");
        }
    }

    private Optional<Problem> profile(Profile profile) {
        List<MountDefinition> mounts = profile.tree().mounts();
        Set<VirtualPath> taken = new HashSet<>();
        Optional<Problem> problem =
                count("mounts", mounts).or(() -> count("paths", profile.tree().paths()));
        for (int i = 0; i < mounts.size() && problem.isEmpty(); i++) {
            problem = mount("mounts[" + i + "]", mounts.get(i), taken);
        }
        return problem;
    }

    private Optional<Problem> mount(String field, MountDefinition mount, Set<VirtualPath> taken) {
        if (!taken.add(mount.at())) {
            return Optional.of(new Problem(field + ".at", "\"" + mount.at() + "\" is taken already"));
        }
        if (!storages.contains(mount.storage())) {
            return Optional.of(new Problem(
                    field + ".storage",
                    "there is no storage \"" + mount.storage() + "\"; configured are " + String.join(", ", storages)));
        }
        return text(field + ".path", () -> mount.pathOf("x"));
    }

    private interface Check {
        void run(String text);
    }

    private static Optional<Problem> each(String field, List<String> texts, Check check) {
        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i);
            String place = field + "[" + i + "]";
            Optional<Problem> problem = length(place, text).or(() -> text(place, () -> check.run(text)));
            if (problem.isPresent()) {
                return problem;
            }
        }
        return Optional.empty();
    }

    private static Optional<Problem> text(String field, Runnable check) {
        try {
            check.run();
            return Optional.empty();
        } catch (GatewayException e) {
            return Optional.of(new Problem(field, e.detail()));
        } catch (IllegalArgumentException e) {
            return Optional.of(new Problem(field, String.valueOf(e.getMessage())));
        }
    }

    private static Optional<Problem> length(String field, String text) {
        return text.length() <= LONGEST_TEXT
                ? Optional.empty()
                : Optional.of(new Problem(field, "at most " + LONGEST_TEXT + " characters"));
    }

    private static Optional<Problem> count(String field, List<?> entries) {
        return entries.size() <= MOST_ENTRIES
                ? Optional.empty()
                : Optional.of(new Problem(field, "at most " + MOST_ENTRIES + " entries"));
    }

    private static Optional<Problem> unique(String field, List<String> entries) {
        return new HashSet<>(entries).size() == entries.size()
                ? Optional.empty()
                : Optional.of(new Problem(field, "one is named twice"));
    }
}
