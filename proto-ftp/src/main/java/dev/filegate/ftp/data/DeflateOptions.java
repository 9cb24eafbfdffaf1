package dev.filegate.ftp.data;

import java.util.Locale;
import java.util.StringTokenizer;

/**
 * What a client set with {@code OPTS MODE Z} (draft-preston-ftpext-deflate section 3.3).
 *
 * @param level zlib level for what is sent, 0 (store) to 9 (smallest)
 */
public record DeflateOptions(int level) {
    /** Level 7, as ProFTPD and the draft have it. */
    public static final DeflateOptions DEFAULT = new DeflateOptions(7);

    public DeflateOptions {
        if (level < 0 || level > 9) {
            throw new IllegalArgumentException("the level must be 0 to 9");
        }
    }

    /**
     * These options changed by what follows {@code OPTS MODE Z}: {@code LEVEL n}, also {@code ENGINE ZLIB} and {@code METHOD 8}, which
     * change nothing; empty goes back to the defaults.
     *
     * @throws IllegalArgumentException with words for the client
     */
    public DeflateOptions with(String settings) {
        StringTokenizer words = new StringTokenizer(settings, " ");
        if (!words.hasMoreTokens()) {
            return DEFAULT;
        }
        DeflateOptions changed = this;
        while (words.hasMoreTokens()) {
            String name = words.nextToken().toUpperCase(Locale.ROOT);
            if (!words.hasMoreTokens()) {
                throw new IllegalArgumentException(name + " needs a value");
            }
            changed = changed.with(name, words.nextToken());
        }
        return changed;
    }

    private DeflateOptions with(String name, String value) {
        return switch (name) {
            case "LEVEL" -> new DeflateOptions(number(value));
            case "ENGINE" -> unchangedIf(value.equalsIgnoreCase("ZLIB"), "the only engine is ZLIB");
            case "METHOD" -> unchangedIf(value.equals("8"), "the only method is 8 (deflate)");
            default -> throw new IllegalArgumentException("MODE Z has the options LEVEL, ENGINE and METHOD");
        };
    }

    private DeflateOptions unchangedIf(boolean supported, String otherwise) {
        if (!supported) {
            throw new IllegalArgumentException(otherwise);
        }
        return this;
    }

    private static int number(String value) {
        if (!value.matches("[0-9]{1,2}")) {
            throw new IllegalArgumentException("the level must be 0 to 9");
        }
        return Integer.parseInt(value);
    }
}
