package dev.filegate.core.account;

import java.util.Map;

/**
 * Bounds of one account, as {@link Limit} describes them. 0 means "no bound of its own" everywhere.
 *
 * @param sessions sessions at the same time, over all protocols
 * @param uploadRate bytes per second of one session, client to gateway
 * @param downloadRate bytes per second of one session, gateway to client
 * @param quotaBytes bytes stored in the account's home
 * @param quotaFiles files stored in the account's home
 * @param volumePerDay bytes moved in a calendar day (UTC), both directions together
 * @param volumePerMonth bytes moved in a calendar month (UTC), both directions together
 * @param largestFile bytes of the largest file that may be stored
 */
public record Limits(
        int sessions,
        long uploadRate,
        long downloadRate,
        long quotaBytes,
        long quotaFiles,
        long volumePerDay,
        long volumePerMonth,
        long largestFile) {
    public static final Limits NONE = new Limits(0, 0, 0, 0, 0);

    /** Limits without a bound of volume or file size. */
    public Limits(int sessions, long uploadRate, long downloadRate, long quotaBytes, long quotaFiles) {
        this(sessions, uploadRate, downloadRate, quotaBytes, quotaFiles, 0, 0, 0);
    }

    /** From single limits; what is missing is not bounded. Values are 0 or more. */
    public static Limits of(Map<Limit, Long> values) {
        return new Limits(
                (int) Math.min(Integer.MAX_VALUE, values.getOrDefault(Limit.MAX_SESSIONS, 0L)),
                values.getOrDefault(Limit.UPLOAD_RATE, 0L),
                values.getOrDefault(Limit.DOWNLOAD_RATE, 0L),
                values.getOrDefault(Limit.QUOTA_BYTES, 0L),
                values.getOrDefault(Limit.QUOTA_FILES, 0L),
                values.getOrDefault(Limit.VOLUME_PER_DAY, 0L),
                values.getOrDefault(Limit.VOLUME_PER_MONTH, 0L),
                values.getOrDefault(Limit.LARGEST_FILE, 0L));
    }

    /** One of them; 0 for no bound. */
    public long value(Limit limit) {
        return switch (limit) {
            case MAX_SESSIONS -> sessions;
            case UPLOAD_RATE -> uploadRate;
            case DOWNLOAD_RATE -> downloadRate;
            case QUOTA_BYTES -> quotaBytes;
            case QUOTA_FILES -> quotaFiles;
            case VOLUME_PER_DAY -> volumePerDay;
            case VOLUME_PER_MONTH -> volumePerMonth;
            case LARGEST_FILE -> largestFile;
        };
    }
}
