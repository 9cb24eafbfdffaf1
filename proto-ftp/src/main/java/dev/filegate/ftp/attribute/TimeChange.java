package dev.filegate.ftp.attribute;

import dev.filegate.core.storage.AttributeChange;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request to set a file's modification time, in the ways clients write it.
 *
 * @param modified the time
 * @param path what the client named, not resolved
 */
public record TimeChange(Instant modified, String path) {
    private static final Pattern VALUE_AND_PATH = Pattern.compile("([0-9]{14}(?:\\.[0-9]+)?) (.+)");
    private static final Pattern SHORT_VALUE_AND_PATH = Pattern.compile("([0-9]{12}(?:[0-9]{2})?) (.+)");
    private static final Pattern PATH_AND_THREE_VALUES =
            Pattern.compile("(.+) ([0-9]{12}(?:[0-9]{2})?) ([0-9]{12}(?:[0-9]{2})?) ([0-9]{12}(?:[0-9]{2})?) UTC");

    /**
     * {@code MFMT time-val SP path} (draft-somers-ftp-mfxx section 3.1).
     *
     * @throws IllegalArgumentException with words for the client
     */
    public static TimeChange parseMfmt(String argument) {
        int space = argument.indexOf(' ');
        if (space < 0 || space == argument.length() - 1) {
            throw new IllegalArgumentException("MFMT needs a time and a path: MFMT YYYYMMDDHHMMSS path");
        }
        return new TimeChange(FtpTimes.parse(argument.substring(0, space)), argument.substring(space + 1));
    }

    /**
     * The form of MDTM that sets: {@code MDTM YYYYMMDDHHMMSS path}, older than MFMT and still sent. Empty when the argument does not
     * have that shape. The caller asks first whether a file has the whole argument as its name: then its time is meant.
     *
     * @throws IllegalArgumentException with words for the client, when it has that shape but there is no such time
     */
    public static Optional<TimeChange> parseMdtm(String argument) {
        Matcher form = VALUE_AND_PATH.matcher(argument);
        return form.matches()
                ? Optional.of(new TimeChange(FtpTimes.parse(form.group(1)), form.group(2)))
                : Optional.empty();
    }

    /**
     * What follows {@code SITE UTIME}: {@code YYYYMMDDhhmm[ss] path} (Pure-FTPd, FileZilla), or
     * {@code path atime mtime ctime UTC} (ProFTPD, ncftp), of which the modification time counts.
     *
     * @throws IllegalArgumentException with words for the client
     */
    public static TimeChange parseUtime(String argument) {
        Matcher three = PATH_AND_THREE_VALUES.matcher(argument);
        if (three.matches()) {
            return new TimeChange(minutesOrSeconds(three.group(3)), three.group(1));
        }
        Matcher one = SHORT_VALUE_AND_PATH.matcher(argument);
        if (one.matches()) {
            return new TimeChange(minutesOrSeconds(one.group(1)), one.group(2));
        }
        throw new IllegalArgumentException("SITE UTIME needs a time and a path: SITE UTIME YYYYMMDDhhmmss path");
    }

    private static Instant minutesOrSeconds(String value) {
        return FtpTimes.parse(value.length() == 12 ? value + "00" : value);
    }

    /** The change to ask the storage for. */
    public AttributeChange attributes() {
        return AttributeChange.NONE.withModified(modified);
    }
}
