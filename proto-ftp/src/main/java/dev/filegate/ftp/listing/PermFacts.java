package dev.filegate.ftp.listing;

import dev.filegate.core.account.Account;
import dev.filegate.core.account.Mount;
import dev.filegate.core.account.Permission;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.FileInfo;
import dev.filegate.core.storage.FileType;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The perm fact (RFC 3659 section 7.5.5): what the account may do with the entries of one directory. Worked out once per directory;
 * only entries that are mounts differ from their neighbours.
 */
final class PermFacts {
    private final String file;
    private final String directory;
    private final String link;
    private final Map<String, String> mounts = new HashMap<>();

    private PermFacts(Set<Permission> granted) {
        this.file = ofFile(granted);
        this.directory = ofDirectory(granted, true);
        this.link = ofLink(granted);
    }

    /** For the entries of {@code parent}. */
    static PermFacts below(VirtualPath parent, Account account) {
        PermFacts facts = new PermFacts(account.permissionsAt(parent));
        for (Mount mount : account.mounts()) {
            VirtualPath at = mount.at();
            if (!at.isRoot() && at.parent().equals(parent)) {
                facts.mounts.put(at.name(), ofDirectory(mount.permissions(), false));
            }
        }
        return facts;
    }

    /** For a directory that is described as itself: the one being listed, or the one above it. */
    static String of(VirtualPath directory, Account account) {
        boolean fixed = directory.isRoot()
                || account.mounts().stream().anyMatch(mount -> mount.at().equals(directory));
        return ofDirectory(account.permissionsAt(directory), !fixed);
    }

    String of(FileInfo info) {
        if (!mounts.isEmpty()) {
            String mount = mounts.get(info.name());
            if (mount != null) {
                return mount;
            }
        }
        return of(info.type());
    }

    private String of(FileType type) {
        return switch (type) {
            case FILE -> file;
            case DIRECTORY -> directory;
            case SYMBOLIC_LINK, OTHER -> link;
        };
    }

    private static String ofFile(Set<Permission> granted) {
        return letter('a', granted, Permission.APPEND)
                + letter('d', granted, Permission.DELETE)
                + letter('f', granted, Permission.RENAME)
                + letter('r', granted, Permission.READ)
                + letter('w', granted, Permission.OVERWRITE);
    }

    /** @param movable false for roots and mounts, which cannot be deleted or renamed */
    private static String ofDirectory(Set<Permission> granted, boolean movable) {
        boolean purge = granted.contains(Permission.DELETE) || granted.contains(Permission.RMDIR);
        return letter('c', granted, Permission.WRITE)
                + (movable ? letter('d', granted, Permission.RMDIR) : "")
                + "e"
                + (movable ? letter('f', granted, Permission.RENAME) : "")
                + letter('l', granted, Permission.LIST)
                + letter('m', granted, Permission.MKDIR)
                + (purge ? "p" : "");
    }

    /** What holds whatever a link points to. */
    private static String ofLink(Set<Permission> granted) {
        return letter('d', granted, Permission.DELETE)
                + letter('f', granted, Permission.RENAME)
                + letter('r', granted, Permission.READ);
    }

    private static String letter(char letter, Set<Permission> granted, Permission needed) {
        return granted.contains(needed) ? String.valueOf(letter) : "";
    }
}
