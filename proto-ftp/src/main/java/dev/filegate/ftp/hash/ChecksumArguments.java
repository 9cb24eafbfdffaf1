package dev.filegate.ftp.hash;

import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What follows XCRC, XMD5, XSHA and their like. No document defines them; clients send {@code path}, {@code "path"},
 * {@code "path" end} and {@code "path" start end}, with commas or without (CuteFTP, GlobalSCAPE), and the same without quotes (ProFTPD). {@code end} is the
 * byte after the last.
 *
 * @param path what the client named, not resolved
 * @param range the part of the file
 */
public record ChecksumArguments(String path, ByteRange range) {
    private static final Pattern QUOTED =
            Pattern.compile("\"([^\"]*+(?:\"\"[^\"]*+)*+)\"(?:,? +([0-9]{1,18}))?(?:,? +([0-9]{1,18}))?");
    private static final Pattern TWO_NUMBERS = Pattern.compile("(.+) ([0-9]{1,18}) ([0-9]{1,18})");
    private static final Pattern ONE_NUMBER = Pattern.compile("(.+) ([0-9]{1,18})");

    /**
     * Parses the argument. Without quotes a path may end in numbers itself, so what exists decides: the whole argument, else what is
     * left without one number, else without two.
     *
     * @param exists whether something stands at a path the client would write like that
     * @throws IllegalArgumentException with words for the client
     */
    public static ChecksumArguments parse(String argument, Predicate<String> exists) {
        if (exists.test(argument)) {
            return new ChecksumArguments(argument, ByteRange.WHOLE);
        }
        Matcher quoted = QUOTED.matcher(argument);
        if (quoted.matches()) {
            return new ChecksumArguments(quoted.group(1).replace("\"\"", "\""), quotedRange(quoted));
        }
        Matcher one = ONE_NUMBER.matcher(argument);
        if (one.matches() && exists.test(one.group(1))) {
            return new ChecksumArguments(one.group(1), range("0", one.group(2)));
        }
        Matcher two = TWO_NUMBERS.matcher(argument);
        if (two.matches() && exists.test(two.group(1))) {
            return new ChecksumArguments(two.group(1), range(two.group(2), two.group(3)));
        }
        return new ChecksumArguments(argument, ByteRange.WHOLE);
    }

    private static ByteRange quotedRange(Matcher quoted) {
        if (quoted.group(2) == null) {
            return ByteRange.WHOLE;
        }
        return quoted.group(3) == null ? range("0", quoted.group(2)) : range(quoted.group(2), quoted.group(3));
    }

    private static ByteRange range(String start, String end) {
        return new ByteRange(Long.parseLong(start), Long.parseLong(end));
    }
}
