package dev.filegate.core.account;

import dev.filegate.core.path.VirtualPath;
import java.util.Set;

/**
 * A part of a storage shown at a place of an account's tree.
 *
 * @param at where it appears in the account's tree; the root for the account's home
 * @param storage name of the storage, as in {@code filegate.storage.<name>}
 * @param path the directory of that storage that is shown; created when first needed
 * @param permissions what is allowed below {@code at}; replaces what holds above it
 */
public record Mount(VirtualPath at, String storage, VirtualPath path, Set<Permission> permissions) {
    public Mount {
        permissions = Set.copyOf(permissions);
    }
}
