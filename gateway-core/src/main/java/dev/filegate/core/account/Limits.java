package dev.filegate.core.account;

/**
 * Bounds of one account. 0 means "no bound of its own" everywhere.
 *
 * @param sessions sessions at the same time, over all protocols
 * @param uploadRate bytes per second of one session, client to gateway
 * @param downloadRate bytes per second of one session, gateway to client
 * @param quotaBytes bytes stored in the account's home
 * @param quotaFiles files stored in the account's home
 */
public record Limits(int sessions, long uploadRate, long downloadRate, long quotaBytes, long quotaFiles) {
    public static final Limits NONE = new Limits(0, 0, 0, 0, 0);
}
