package dev.filegate.core.directory;

/**
 * An account as administration shows it.
 *
 * @param origin where it is kept; declared ones are read-only and their version is always 0
 */
public record AccountEntry(Versioned<AccountDefinition> stored, Origin origin) {
    /** Where an account is kept. */
    public enum Origin {
        /** In the configuration: {@code filegate.accounts.<user>}. Its password and keys are not shown. */
        DECLARED,
        DATABASE
    }
}
