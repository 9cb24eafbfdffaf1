package dev.filegate.core.account;

import java.util.Locale;

/** What an account may do in a tree. Words as in the configuration key {@code filegate.accounts.<user>.permissions}. */
public enum Permission {
    LIST,
    READ,
    /** Create a file that does not exist. */
    WRITE,
    /** Replace, or write inside, a file that exists. */
    OVERWRITE,
    /** Add to the end of a file that exists. */
    APPEND,
    DELETE,
    RENAME,
    MKDIR,
    RMDIR,
    /** Change modes, owners and times. */
    ATTRIBUTES,
    /** Make and read symbolic links, make hard links. */
    LINK;

    /** The word used in configuration and in refusals. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
