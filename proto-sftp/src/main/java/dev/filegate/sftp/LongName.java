package dev.filegate.sftp;

import dev.filegate.core.storage.FileInfo;
import dev.filegate.core.storage.FileType;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * The longname of a listing: a line as {@code ls -l} shows it (draft-ietf-secsh-filexfer-02, section 7), which clients print and some
 * parse. Times are UTC; those more than half a year away show the year.
 */
final class LongName {
    private static final String MODE_LETTERS = "rwxrwxrwx";
    private static final String[] MONTHS = {
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
    };
    private static final long HALF_A_YEAR = Duration.ofDays(182).toSeconds();
    private static final int OWNER_WIDTH = 8;
    private static final int SIZE_WIDTH = 8;
    private static final int LINKS_WIDTH = 4;

    private LongName() {}

    static String of(FileInfo file, Instant now) {
        StringBuilder line = new StringBuilder(64 + file.name().length());
        line.append(letter(file.type()));
        appendMode(file.mode(), line);
        appendRight(Integer.toString(file.links()), LINKS_WIDTH, line);
        line.append(' ');
        appendLeft(file.owner(), line);
        line.append(' ');
        appendLeft(file.group(), line);
        line.append(' ');
        appendRight(Long.toString(file.size()), SIZE_WIDTH, line);
        line.append(' ');
        appendTime(file.modified(), now, line);
        return line.append(' ').append(file.name()).toString();
    }

    private static char letter(FileType type) {
        return switch (type) {
            case FILE -> '-';
            case DIRECTORY -> 'd';
            case SYMBOLIC_LINK -> 'l';
            case OTHER -> 'p';
        };
    }

    private static void appendMode(int mode, StringBuilder line) {
        int first = line.length();
        for (int i = 0; i < MODE_LETTERS.length(); i++) {
            boolean set = (mode & (0400 >> i)) != 0;
            line.append(set ? MODE_LETTERS.charAt(i) : '-');
        }
        appendSpecial(mode, 04000, line, first + 2, 's');
        appendSpecial(mode, 02000, line, first + 5, 's');
        appendSpecial(mode, 01000, line, first + 8, 't');
    }

    private static void appendSpecial(int mode, int bit, StringBuilder line, int at, char letter) {
        if ((mode & bit) != 0) {
            line.setCharAt(at, line.charAt(at) == 'x' ? letter : Character.toUpperCase(letter));
        }
    }

    private static void appendTime(Instant time, Instant now, StringBuilder line) {
        LocalDateTime local = LocalDateTime.ofEpochSecond(time.getEpochSecond(), 0, ZoneOffset.UTC);
        line.append(MONTHS[local.getMonthValue() - 1]).append(' ');
        appendRight(Integer.toString(local.getDayOfMonth()), 2, line);
        if (Math.abs(now.getEpochSecond() - time.getEpochSecond()) > HALF_A_YEAR) {
            line.append(' ');
            appendRight(Integer.toString(local.getYear()), 5, line);
        } else {
            line.append(' ');
            appendTwoDigits(local.getHour(), line);
            line.append(':');
            appendTwoDigits(local.getMinute(), line);
        }
    }

    private static void appendTwoDigits(int number, StringBuilder line) {
        line.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }

    private static void appendRight(String text, int width, StringBuilder line) {
        line.repeat(' ', Math.max(0, width - text.length())).append(text);
    }

    private static void appendLeft(String text, StringBuilder line) {
        line.append(text).repeat(' ', Math.max(0, OWNER_WIDTH - text.length()));
    }
}
