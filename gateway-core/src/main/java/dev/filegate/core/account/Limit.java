package dev.filegate.core.account;

import java.util.Locale;

/** What an account can be bounded in. The word is the one used in configuration and by the admin API: {@code quota-bytes}. */
public enum Limit {
    /** Sessions at the same time, over all protocols. */
    MAX_SESSIONS,
    /** Bytes per second of one session, client to gateway. */
    UPLOAD_RATE,
    /** Bytes per second of one session, gateway to client. */
    DOWNLOAD_RATE,
    /** Bytes stored in the account's home. */
    QUOTA_BYTES,
    /** Files stored in the account's home. */
    QUOTA_FILES,
    /** Bytes of files moved in a calendar day (UTC), both directions together. */
    VOLUME_PER_DAY,
    /** Bytes of files moved in a calendar month (UTC), both directions together. */
    VOLUME_PER_MONTH,
    /** Bytes of the largest file that may be stored. */
    LARGEST_FILE;

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
