package dev.filegate.ftp.listing;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The facts of MLST and MLSD (RFC 3659 section 7.5 and the UNIX facts of its registry), in the order they are shown. */
public enum Fact {
    TYPE("type"),
    SIZE("size"),
    MODIFY("modify"),
    CREATE("create"),
    PERM("perm"),
    UNIQUE("unique"),
    UNIX_MODE("UNIX.mode"),
    UNIX_OWNER("UNIX.owner"),
    UNIX_GROUP("UNIX.group"),
    UNIX_OWNERNAME("UNIX.ownername"),
    UNIX_GROUPNAME("UNIX.groupname");

    /** What a session begins with: everything but the names, which repeat owner and group. Unmodifiable. */
    public static final Set<Fact> DEFAULT = Collections.unmodifiableSet(EnumSet.range(TYPE, UNIX_GROUP));

    private final String text;

    Fact(String text) {
        this.text = text;
    }

    /** The name on the wire. */
    public String text() {
        return text;
    }

    /**
     * The facts named by {@code OPTS MLST type;size;} (RFC 3659 section 7.9); unknown ones are left out, as it demands, and none at all
     * is a selection too.
     */
    public static Set<Fact> parse(String names) {
        Set<Fact> selected = EnumSet.noneOf(Fact.class);
        for (String name : names.split(";", -1)) {
            String wanted = name.strip().toLowerCase(Locale.ROOT);
            for (Fact fact : values()) {
                if (fact.text.toLowerCase(Locale.ROOT).equals(wanted)) {
                    selected.add(fact);
                }
            }
        }
        return Collections.unmodifiableSet(selected);
    }

    /** The text of the 200 reply to OPTS MLST: {@code MLST OPTS type;size;}. */
    public static String optionsReply(Set<Fact> selected) {
        StringBuilder text = new StringBuilder("MLST OPTS");
        String before = " ";
        for (Fact fact : values()) {
            if (selected.contains(fact)) {
                text.append(before).append(fact.text).append(';');
                before = "";
            }
        }
        return text.toString();
    }

    /** The line of FEAT, with a star behind the facts that are on (RFC 3659 section 7.8). */
    public static String feature(Set<Fact> selected) {
        StringBuilder line = new StringBuilder("MLST ");
        for (Fact fact : values()) {
            line.append(fact.text).append(selected.contains(fact) ? "*;" : ";");
        }
        return line.toString();
    }
}
