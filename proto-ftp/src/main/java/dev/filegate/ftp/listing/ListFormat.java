package dev.filegate.ftp.listing;

import dev.filegate.core.storage.FileInfo;
import dev.filegate.core.storage.FileType;
import dev.filegate.ftp.attribute.CivilDate;
import dev.filegate.ftp.attribute.FtpTimes;
import java.io.IOException;
import java.time.Instant;

/**
 * LIST: a line as {@code ls -l} writes it, which every client parses:
 *
 * <pre>{@code
 * -rw-r--r--   1 owner    group        1234 Nov 20 13:05 name
 * drwxr-xr-x   2 owner    group        4096 Jan 31  2024 directory
 * lrwxrwxrwx   1 owner    group           4 Nov 20 13:05 link -> name
 * }</pre>
 *
 * Times are UTC with English months; with the time of day within the last six months, else with the year, also for times more than a
 * day ahead (clients guess the year of a date without one). There is no {@code total} line, as with vsftpd and ProFTPD.
 */
final class ListFormat implements EntryFormat {
    private static final String[] MONTHS = {
        " Jan ", " Feb ", " Mar ", " Apr ", " May ", " Jun ", " Jul ", " Aug ", " Sep ", " Oct ", " Nov ", " Dec "
    };
    private static final int SECONDS_PER_DAY = 86_400;
    private static final long HALF_A_YEAR = 365L * SECONDS_PER_DAY / 2;
    private static final int OWNER_WIDTH = 8;
    private static final int SIZE_WIDTH = 8;
    private static final int LINKS_WIDTH = 3;
    private static final int SET_USER = 04000;
    private static final int SET_GROUP = 02000;
    private static final int STICKY = 01000;

    private final long now;
    private long cachedDay = Long.MIN_VALUE;
    private CivilDate cachedDate = CivilDate.ofEpochDay(0);

    ListFormat(Instant now) {
        this.now = now.getEpochSecond();
    }

    @Override
    public void write(LineBuffer line, String shown, FileInfo info) throws IOException {
        line.octet(letter(info.type()));
        permissions(line, info.mode());
        line.octet(' ');
        line.number(info.links(), LINKS_WIDTH, ' ');
        word(line, info.owner());
        word(line, info.group());
        line.octet(' ');
        line.number(info.size(), SIZE_WIDTH, ' ');
        time(line, info.modified());
        line.octet(' ');
        line.name(shown);
        if (info.isLink() && !info.linkTarget().isEmpty()) {
            line.ascii(" -> ");
            line.name(info.linkTarget());
        }
        line.endLine();
    }

    private static char letter(FileType type) {
        return switch (type) {
            case FILE -> '-';
            case DIRECTORY -> 'd';
            case SYMBOLIC_LINK -> 'l';
            case OTHER -> 's';
        };
    }

    private static void permissions(LineBuffer line, int mode) throws IOException {
        triple(line, mode >> 6, (mode & SET_USER) != 0, 's');
        triple(line, mode >> 3, (mode & SET_GROUP) != 0, 's');
        triple(line, mode, (mode & STICKY) != 0, 't');
    }

    private static void triple(LineBuffer line, int bits, boolean special, char letter) throws IOException {
        boolean execute = (bits & 1) != 0;
        line.octet((bits & 4) != 0 ? 'r' : '-');
        line.octet((bits & 2) != 0 ? 'w' : '-');
        if (special) {
            line.octet(execute ? letter : Character.toUpperCase(letter));
        } else {
            line.octet(execute ? 'x' : '-');
        }
    }

    /** An owner or group as one word of visible ASCII: a space or a line end in it would shift the columns. */
    private static void word(LineBuffer line, String text) throws IOException {
        line.octet(' ');
        String shown = text.isEmpty() ? "-" : text;
        for (int i = 0; i < shown.length(); i++) {
            char c = shown.charAt(i);
            line.octet(c > ' ' && c < 0x7F ? c : '_');
        }
        for (int i = shown.length(); i < OWNER_WIDTH; i++) {
            line.octet(' ');
        }
    }

    private void time(LineBuffer line, Instant modified) throws IOException {
        long second = FtpTimes.shown(modified);
        long day = Math.floorDiv(second, SECONDS_PER_DAY);
        if (day != cachedDay) {
            cachedDate = CivilDate.ofEpochDay(day);
            cachedDay = day;
        }
        line.ascii(MONTHS[cachedDate.month() - 1]);
        line.number(cachedDate.day(), 2, ' ');
        line.octet(' ');
        if (second > now - HALF_A_YEAR && second <= now + SECONDS_PER_DAY) {
            int minute = Math.floorMod(second, SECONDS_PER_DAY) / 60;
            line.number(minute / 60, 2, '0');
            line.octet(':');
            line.number(minute % 60, 2, '0');
        } else {
            line.octet(' ');
            line.number(cachedDate.year(), 4, '0');
        }
    }
}
