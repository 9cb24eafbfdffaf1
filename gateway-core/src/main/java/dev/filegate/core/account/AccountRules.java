package dev.filegate.core.account;

import java.util.List;

/**
 * What stands between an account and its files and hours, beyond permissions of mounts.
 *
 * @param paths permissions of some paths, asked before those of the mounts; the first that matches decides
 * @param files files it may have to do with
 * @param hours when it may log in; empty for always
 * @param disabled whether it may not log in at all
 */
public record AccountRules(List<PathRule> paths, FilePatterns files, List<TimeWindow> hours, boolean disabled) {
    public static final AccountRules NONE = new AccountRules(List.of(), FilePatterns.NONE, List.of(), false);

    public AccountRules {
        paths = List.copyOf(paths);
        hours = List.copyOf(hours);
    }
}
