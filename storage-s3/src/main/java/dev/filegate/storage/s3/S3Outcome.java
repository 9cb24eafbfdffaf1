package dev.filegate.storage.s3;

import java.util.Locale;

/** How a call to a service ended. */
public enum S3Outcome {
    DONE,
    /** What was asked for is not there: an answer like any other. */
    ABSENT,
    /** The service refused: rights, conditions, a request it does not understand. */
    REFUSED,
    /** The service is busy. */
    SLOWED,
    /** The service failed. */
    FAILED,
    /** No answer came: the service cannot be reached, or was too slow. */
    UNANSWERED;

    static S3Outcome ofStatus(int status) {
        return switch (status) {
            case 404 -> ABSENT;
            case 429, 503 -> SLOWED;
            default -> status >= 500 ? FAILED : REFUSED;
        };
    }

    /** The word for labels of metrics. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
