package dev.filegate.sftp.wire;

import org.jspecify.annotations.Nullable;

/**
 * The extensions that are answered, by the name in SSH_FXP_EXTENDED and in SSH_FXP_VERSION. Names ending in {@code @openssh.com} and
 * their formats are those of OpenSSH's PROTOCOL file; the others are from draft-ietf-secsh-filexfer-extensions-00.
 */
public enum Extension {
    POSIX_RENAME("posix-rename@openssh.com", "1"),
    STATVFS("statvfs@openssh.com", "2"),
    FSTATVFS("fstatvfs@openssh.com", "2"),
    HARDLINK("hardlink@openssh.com", "1"),
    FSYNC("fsync@openssh.com", "1"),
    LSETSTAT("lsetstat@openssh.com", "1"),
    LIMITS("limits@openssh.com", "1"),
    EXPAND_PATH("expand-path@openssh.com", "1"),
    COPY_DATA("copy-data", "1"),
    HOME_DIRECTORY("home-directory", "1"),
    USERS_GROUPS_BY_ID("users-groups-by-id@openssh.com", "1"),
    /** What paramiko calls check-file-handle. */
    CHECK_FILE("check-file", "1"),
    CHECK_FILE_HANDLE("check-file-handle", "1"),
    CHECK_FILE_NAME("check-file-name", "1"),
    SPACE_AVAILABLE("space-available", "1"),
    /** What is said about it is who we are: vendor, product, version, and a build number of 64 bits. */
    VENDOR_ID("vendor-id", string("Filegate") + string("Filegate") + string("1") + "\0".repeat(Long.BYTES));

    private final String wireName;
    private final String version;

    Extension(String wireName, String version) {
        this.wireName = wireName;
        this.version = version;
    }

    /** A string of fewer than 128 ASCII characters with its length in front, as the protocol writes it. */
    private static String string(String text) {
        return "\0\0\0" + (char) text.length() + text;
    }

    /** The name on the wire. */
    public String wireName() {
        return wireName;
    }

    /** What SSH_FXP_VERSION says about it. */
    public String version() {
        return version;
    }

    /** The extension of that name, or null when it is not one of ours. */
    static @Nullable Extension of(String name) {
        for (Extension extension : values()) {
            if (extension.wireName.equals(name)) {
                return extension;
            }
        }
        return null;
    }
}
