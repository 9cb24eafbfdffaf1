package dev.filegate.ftp.listing;

import dev.filegate.core.storage.FileInfo;
import dev.filegate.ftp.attribute.FtpTimes;
import java.io.IOException;
import java.time.Instant;
import java.util.Set;

/**
 * MLST and MLSD (RFC 3659 section 7.2): {@code fact=value;…}, one space, and the name in its original bytes. Times are in seconds;
 * {@code size} is for files only; a link is {@code OS.unix=slink:target}. {@code create}, {@code unique} and the owner
 * names are left out where the storage does not know them.
 */
final class MlsxFormat implements EntryFormat {
    private final Set<Fact> facts;
    private final PermFacts perms;
    private long cachedSecond = Long.MIN_VALUE;
    private String cachedTime = "";

    MlsxFormat(Set<Fact> facts, PermFacts perms) {
        this.facts = facts;
        this.perms = perms;
    }

    @Override
    public void write(LineBuffer line, String shown, FileInfo info) throws IOException {
        write(line, shown, info, type(info), perms.of(info));
    }

    /** An entry whose type and permissions are known better: {@code cdir}, {@code pdir}. */
    void write(LineBuffer line, String shown, FileInfo info, String type, String perm) throws IOException {
        for (Fact fact : facts) {
            fact(line, fact, info, type, perm);
        }
        line.octet(' ');
        line.name(shown);
        line.endLine();
    }

    /** The value of the type fact. */
    static String type(FileInfo info) {
        return switch (info.type()) {
            case FILE -> "file";
            case DIRECTORY -> "dir";
            case SYMBOLIC_LINK -> link(info.linkTarget());
            case OTHER -> "OS.unix=special";
        };
    }

    /** With the target, as RFC 3659 section 7.5.1.5 shows it: lftp's mirror leaves links out otherwise. A value cannot hold every target. */
    private static String link(String target) {
        boolean fits = !target.isEmpty() && target.chars().allMatch(c -> c > ' ' && c != 0x7F && c != ';');
        return fits ? "OS.unix=slink:" + target : "OS.unix=symlink";
    }

    private void fact(LineBuffer line, Fact fact, FileInfo info, String type, String perm) throws IOException {
        switch (fact) {
            case TYPE -> text(line, fact, type);
            case SIZE -> size(line, info);
            case MODIFY -> text(line, fact, time(info.modified()));
            case CREATE -> text(line, fact, info.knowsCreated() ? time(info.created()) : "");
            case PERM -> perm(line, perm);
            case UNIQUE -> encoded(line, fact, info.unique());
            case UNIX_MODE -> mode(line, info.mode());
            case UNIX_OWNER -> encoded(line, fact, info.owner());
            case UNIX_GROUP -> encoded(line, fact, info.group());
            case UNIX_OWNERNAME -> encoded(line, fact, nameOnly(info.owner()));
            case UNIX_GROUPNAME -> encoded(line, fact, nameOnly(info.group()));
        }
    }

    private static void size(LineBuffer line, FileInfo info) throws IOException {
        if (info.isFile()) {
            line.ascii("size=");
            line.number(info.size());
            line.octet(';');
        }
    }

    /** The one fact whose empty value says something: nothing is allowed. */
    private static void perm(LineBuffer line, String perm) throws IOException {
        line.ascii("perm=");
        line.ascii(perm);
        line.octet(';');
    }

    private static void mode(LineBuffer line, int mode) throws IOException {
        line.ascii("UNIX.mode=");
        line.octet('0' + (mode >> 9 & 7));
        line.octet('0' + (mode >> 6 & 7));
        line.octet('0' + (mode >> 3 & 7));
        line.octet('0' + (mode & 7));
        line.octet(';');
    }

    private static void text(LineBuffer line, Fact fact, String value) throws IOException {
        if (!value.isEmpty()) {
            line.ascii(fact.text());
            line.octet('=');
            line.name(value);
            line.octet(';');
        }
    }

    /** A value of the storage's making: what a fact's value may not hold (RFC 3659 section 7.2) is written {@code %HH}. */
    private static void encoded(LineBuffer line, Fact fact, String value) throws IOException {
        if (value.isEmpty()) {
            return;
        }
        line.ascii(fact.text());
        line.octet('=');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c > ' ' && c < 0x7F && c != ';' && c != '%') {
                line.octet(c);
            } else {
                line.octet('%');
                line.ascii(hex(c));
            }
        }
        line.octet(';');
    }

    private static String hex(char c) {
        return c <= 0xFF
                ? Integer.toHexString(0x100 | c).substring(1)
                : Integer.toHexString(0x10000 | c).substring(1);
    }

    private static String nameOnly(String owner) {
        return !owner.isEmpty() && owner.chars().allMatch(c -> c >= '0' && c <= '9') ? "" : owner;
    }

    private String time(Instant time) {
        if (time.getEpochSecond() != cachedSecond) {
            cachedSecond = time.getEpochSecond();
            cachedTime = FtpTimes.format(time);
        }
        return cachedTime;
    }
}
