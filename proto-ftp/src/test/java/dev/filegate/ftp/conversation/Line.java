package dev.filegate.ftp.conversation;

import java.util.Locale;

/**
 * One line of a script.
 *
 * @param number in the file, from 1
 * @param text what follows the mark and one space
 */
record Line(int number, Kind kind, String text) {

    /** The marks; {@code src/test/resources/conversations/README.md} explains them. */
    enum Kind {
        SETTING("@"),
        CLIENT("C:"),
        CLIENT_TOGETHER("C&"),
        CLIENT_RAW("C*"),
        CLIENT_URGENT("C!"),
        CLIENT_CLOSES("C/"),
        SERVER("S:"),
        SERVER_CLOSES("S/"),
        DATA_RECEIVED("D<"),
        DATA_RECEIVED_PART("D<+"),
        DATA_SENT("D>"),
        DATA_SENT_PART("D>+"),
        DATA_NONE("D-"),
        DATA_CLOSED("D/"),
        DATA_RESET("D!"),
        DATA_CLOSED_BY_SERVER("D|"),
        PORT_CLOSED("P/"),
        FILE_IS("F="),
        FILE_GONE("F!");

        private final String mark;

        Kind(String mark) {
            this.mark = mark;
        }

        String mark() {
            return mark;
        }
    }

    static Line parse(int number, String line) {
        int space = line.indexOf(' ');
        String mark = space < 0 ? line : line.substring(0, space);
        if (mark.startsWith("@")) {
            return new Line(number, Kind.SETTING, line.substring(1));
        }
        for (Kind kind : Kind.values()) {
            if (kind.mark.equals(mark)) {
                return new Line(number, kind, space < 0 ? "" : line.substring(space + 1));
            }
        }
        throw new IllegalArgumentException("line " + number + " has an unknown mark: " + line);
    }

    boolean isRequest() {
        return kind == Kind.CLIENT || kind == Kind.CLIENT_TOGETHER;
    }

    /** The verb of a request. */
    String verb() {
        return text.split(" ", 2)[0].toUpperCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return "line " + number + ": " + kind.mark + " " + text;
    }
}
