package dev.filegate.deploy.config;

import dev.filegate.core.account.AccountRules;
import dev.filegate.core.account.FilePatterns;
import dev.filegate.core.account.PathRule;
import dev.filegate.core.account.Permission;
import dev.filegate.core.account.TimeWindow;
import dev.filegate.core.path.PathGlob;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Keys of what stands between a declared account and its files and hours, beyond the permissions of its mounts. */
final class AccountRuleKeys {
    private static final String PATTERN_WORDS = "a pattern like `/in/**`, `/in/*.csv` or `*.exe`";
    private static final ValueType<PathGlob> PATTERN = ValueType.of(PATTERN_WORDS, PathGlob::parse);
    private static final ValueType<List<PathGlob>> PATTERNS =
            ValueType.listOf("a list of patterns like `*.csv, /in/**`", ValueType.Form.COMMAS, PathGlob::parse);
    private static final ValueType<List<TimeWindow>> HOURS = ValueType.listOf(
            "a list of time windows like `mon-fri 08:00-18:00 Europe/Berlin`", ValueType.Form.LINES, TimeWindow::parse);

    private final Key<PathGlob> pattern;
    private final Key<Set<Permission>> permissions;
    private final Key<List<PathGlob>> allowed;
    private final Key<List<PathGlob>> denied;
    private final Key<List<PathGlob>> hidden;
    private final Key<List<TimeWindow>> hours;
    private final Key<Boolean> disabled;

    /** Adds its keys to those of accounts. */
    AccountRuleKeys(KeyGroup group) {
        pattern = group.add(
                Key.of("filegate.accounts.<user>.paths[i].pattern", PATTERN)
                        .means(
                                "Paths of the account's tree with permissions of their own, in place of those of the mount; the first entry that matches decides. `*` is any characters within a name, `?` one, `**` any number of names; a pattern without `/` is about the last name. Required for an entry."));
        permissions = group.add(Key.of("filegate.accounts.<user>.paths[i].permissions", ValueTypes.PERMISSIONS)
                .means("What is allowed there. Required for an entry."));
        allowed = group.add(
                Key.of("filegate.accounts.<user>.file-names.allowed", PATTERNS)
                        .means(
                                "Patterns, whatever the capitals: files that match none can neither be read nor made; every file may be when not set."));
        denied = group.add(
                Key.of("filegate.accounts.<user>.file-names.denied", PATTERNS)
                        .means(
                                "Patterns of what can be seen but neither be read, made, changed nor deleted, with all below it."));
        hidden = group.add(Key.of("filegate.accounts.<user>.file-names.hidden", PATTERNS)
                .means("Patterns of what is not there for this account, with all below it."));
        hours = group.add(
                Key.of("filegate.accounts.<user>.hours", HOURS)
                        .means(
                                "When it may be logged in: days, hours and a time zone (UTC when none is named), several as a list or a line each; `22:00-06:00` is a night. Always when not set."));
        disabled = group.add(Key.of("filegate.accounts.<user>.disabled", ValueTypes.FLAG)
                .byDefault("false")
                .means("It cannot log in."));
    }

    AccountRules read(Values values, String user) {
        return new AccountRules(
                paths(values, user),
                new FilePatterns(
                        values.find(allowed, user).orElse(List.of()),
                        values.find(denied, user).orElse(List.of()),
                        values.find(hidden, user).orElse(List.of())),
                values.find(hours, user).orElse(List.of()),
                values.get(disabled, user));
    }

    private List<PathRule> paths(Values values, String user) {
        List<PathRule> rules = new ArrayList<>();
        for (int i : values.indexes(KeyPattern.parse("filegate.accounts.<user>.paths"), user)) {
            Optional<PathGlob> glob = values.required(pattern, user, i);
            Optional<Set<Permission>> granted = values.required(permissions, user, i);
            glob.flatMap(path -> granted.map(words -> new PathRule(path, words)))
                    .ifPresent(rules::add);
        }
        return rules;
    }
}
