package dev.filegate.core.failure;

import java.util.Locale;

/**
 * The rules that may refuse something, from the door to the disk, in the order in which they are asked. The word of the rule that decided
 * is in the audit record of the refusal and in what {@code filegate explain} answers.
 */
public enum Rule {
    SHUTDOWN("the gateway is stopping and admits nobody"),
    BANS("the address is banned for what came from it before (filegate.ban)"),
    SESSIONS("the gateway has as many sessions as it may have (filegate.limits.sessions)"),
    SESSIONS_PER_ADDRESS("the address has as many sessions as it may have (filegate.limits.sessions-per-address)"),
    LOGINS_PER_SECOND("there are more logins than may be checked (filegate.limits.logins-per-second)"),
    AUTHENTICATION("the name, or what should prove it, is not right, or cannot be checked now"),
    DISABLED("the account is disabled"),
    PROTOCOLS("the account may not log in over this protocol"),
    NETWORKS("the account may not log in from this address"),
    VALID_UNTIL("the account has expired"),
    LOGIN_HOURS("the account may not log in at this time"),
    MAX_SESSIONS("the account has as many sessions as it may have"),
    PERMISSIONS("the account lacks a permission at this path"),
    FILE_PATTERNS("the account may not use files of this name"),
    DROP_BOX("visitors neither see nor replace what was uploaded"),
    FILE_SIZE("the file is larger than the account may store"),
    QUOTA("the account may not store that much"),
    TRANSFER_VOLUME("the account may not transfer that much in this time"),
    MOUNTS("the account's tree has no such place, or the operation crosses its storages"),
    STORAGE("the storage itself says so: what is there, what it can do, whether it can be reached");

    private final String meaning;

    Rule(String meaning) {
        this.meaning = meaning;
    }

    /** The word in audit records and explanations: {@code sessions-per-address}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What it means when this rule refuses: a sentence for operators, without its full stop. */
    public String meaning() {
        return meaning;
    }
}
