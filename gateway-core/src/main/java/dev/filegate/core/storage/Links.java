package dev.filegate.core.storage;

/** What {@link Storage#stat} does with a symbolic link in the last place of a path. Links before the last place are always followed. */
public enum Links {
    /** Describe what the link points to; a link that leaves the tree or dangles is described itself. */
    FOLLOW,
    /** Describe the link itself. */
    KEEP
}
