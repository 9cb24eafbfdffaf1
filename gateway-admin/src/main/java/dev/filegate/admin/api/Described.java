package dev.filegate.admin.api;

import dev.filegate.core.directory.AccountDefinition;
import dev.filegate.core.directory.GroupDefinition;
import dev.filegate.core.directory.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Says for the audit trail what a change was about: which parts, not what they hold, since that may be long or secret. */
final class Described {
    private Described() {}

    /** What a new account is given. */
    static String account(AccountDefinition made) {
        return difference(
                new AccountDefinition(made.name(), "", false, AccountDefinition.Proofs.NONE, List.of(), Profile.NONE),
                made);
    }

    static String difference(AccountDefinition before, AccountDefinition after) {
        List<String> parts = new ArrayList<>();
        note(parts, "description", before.description(), after.description());
        if (before.disabled() != after.disabled()) {
            parts.add(after.disabled() ? "disabled" : "enabled");
        }
        note(parts, "password", before.proofs().passwordHash(), after.proofs().passwordHash());
        note(
                parts,
                "authorized_keys",
                before.proofs().authorizedKeys(),
                after.proofs().authorizedKeys());
        note(parts, "principals", before.proofs().principals(), after.proofs().principals());
        note(
                parts,
                "authentication",
                before.proofs().authentication(),
                after.proofs().authentication());
        note(parts, "groups", before.groups(), after.groups());
        profile(parts, before.profile(), after.profile());
        return String.join(", ", parts);
    }

    /** What a new group gives. */
    static String group(GroupDefinition made) {
        return difference(new GroupDefinition(made.name(), "", Profile.NONE), made);
    }

    static String difference(GroupDefinition before, GroupDefinition after) {
        List<String> parts = new ArrayList<>();
        note(parts, "description", before.description(), after.description());
        profile(parts, before.profile(), after.profile());
        return String.join(", ", parts);
    }

    private static void profile(List<String> parts, Profile before, Profile after) {
        note(parts, "mounts", before.tree().mounts(), after.tree().mounts());
        note(parts, "permissions", before.tree().permissions(), after.tree().permissions());
        note(parts, "paths", before.tree().paths(), after.tree().paths());
        note(parts, "file_names", before.tree().fileNames(), after.tree().fileNames());
        note(parts, "protocols", before.access().protocols(), after.access().protocols());
        note(parts, "networks", before.access().networks(), after.access().networks());
        note(parts, "hours", before.access().hours(), after.access().hours());
        note(parts, "valid_until", before.access().validUntil(), after.access().validUntil());
        note(parts, "limits", before.limits(), after.limits());
    }

    private static void note(List<String> parts, String part, Object before, Object after) {
        if (!Objects.equals(before, after)) {
            parts.add(part);
        }
    }
}
