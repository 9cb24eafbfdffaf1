package dev.filegate.core.storage;

/** What {@link Storage#rename} does when the new name is taken. */
public enum RenameMode {
    /** ALREADY_EXISTS, as SFTP v3 SSH_FXP_RENAME demands. */
    NO_REPLACE,
    /** Replaces a file by a file or a link, and an empty directory by a directory, as FTP RNTO and posix-rename do. */
    REPLACE
}
