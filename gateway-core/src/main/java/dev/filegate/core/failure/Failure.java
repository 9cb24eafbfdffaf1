package dev.filegate.core.failure;

import java.util.Locale;

/**
 * Why an operation on files did not happen. The one vocabulary of failures that crosses module borders: backends translate their own
 * errors into it, and each protocol owns one exhaustive table from it to its own codes.
 */
public enum Failure {
    NOT_FOUND,
    ALREADY_EXISTS,
    NOT_A_DIRECTORY,
    IS_A_DIRECTORY,
    NOT_EMPTY,
    PERMISSION_DENIED,
    INVALID_NAME,
    QUOTA_EXCEEDED,
    NO_SPACE,
    /** Somebody else holds what this operation needs; the same request may succeed later. */
    BUSY,
    /** The backend, or this configuration, cannot do it at all; asking again will not help. */
    UNSUPPORTED,
    /** The backend cannot be reached or answers no sense; the same request may succeed later. */
    UNAVAILABLE,
    INTERNAL;

    /** Whether an operator has to do something about it; the others are what clients ask for all day long. */
    public boolean concernsOperator() {
        return switch (this) {
            case NO_SPACE, UNAVAILABLE, INTERNAL -> true;
            case NOT_FOUND,
                    ALREADY_EXISTS,
                    NOT_A_DIRECTORY,
                    IS_A_DIRECTORY,
                    NOT_EMPTY,
                    PERMISSION_DENIED,
                    INVALID_NAME,
                    QUOTA_EXCEEDED,
                    BUSY,
                    UNSUPPORTED -> false;
        };
    }

    /** The word used in audit records and metrics: {@code not_found}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
