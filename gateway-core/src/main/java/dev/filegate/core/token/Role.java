package dev.filegate.core.token;

import java.util.Locale;

/** What the bearer of a token may do. */
public enum Role {
    /** Everything. */
    ADMIN,
    /** Everything but accounts, groups and tokens, which it may only look at: sessions, transfers, bans, recounts. */
    OPERATOR,
    /** Look at everything but tokens, change nothing. */
    AUDITOR;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
