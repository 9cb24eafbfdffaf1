package dev.filegate.core.directory;

import dev.filegate.core.account.Permission;
import dev.filegate.core.path.VirtualPath;
import java.util.Set;

/**
 * A mount as it is written down. The one at {@code /} is the home.
 *
 * @param at where it appears in the account's tree
 * @param storage name of a configured storage
 * @param path the directory of that storage that is shown; {@value #ACCOUNT} in it stands for the account's name, so that one mount of a
 *     group gives each member a directory of its own
 * @param permissions what is allowed below it; inherited: what the account may do
 */
public record MountDefinition(VirtualPath at, String storage, String path, Setting<Set<Permission>> permissions) {
    /** Stands for the account's name. */
    public static final String ACCOUNT = "{account}";

    /** The directory for one account. */
    public VirtualPath pathOf(String account) {
        return VirtualPath.parse(path.replace(ACCOUNT, account));
    }
}
