package dev.filegate.ftp.attribute;

import dev.filegate.core.storage.AttributeChange;

/**
 * What follows {@code SITE CHMOD}: an octal mode and a path.
 *
 * @param mode the twelve lower POSIX mode bits
 * @param path what the client named, not resolved
 */
public record ModeChange(int mode, String path) {

    /** @throws IllegalArgumentException with words for the client */
    public static ModeChange parse(String argument) {
        int space = argument.indexOf(' ');
        if (space < 0 || space == argument.length() - 1) {
            throw new IllegalArgumentException("SITE CHMOD needs a mode and a path: SITE CHMOD 644 path");
        }
        return new ModeChange(parseMode(argument.substring(0, space)), argument.substring(space + 1));
    }

    /** Up to four octal digits, and one more leading zero as MLST shows modes. */
    static int parseMode(String text) {
        if (!text.matches("0?[0-7]{1,4}")) {
            throw new IllegalArgumentException("a mode has one to four octal digits, like 644 or 2755");
        }
        return Integer.parseInt(text, 8) & 07777;
    }

    /** The change to ask the storage for. */
    public AttributeChange attributes() {
        return AttributeChange.NONE.withMode(mode);
    }
}
