package dev.filegate.ftp;

import dev.filegate.core.path.NameCodec;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A request line taken apart: the verb, one space, and everything behind it, spaces included, since names may begin and end with them.
 *
 * @param verb in upper case
 * @param argument empty if there is none
 */
record Request(String verb, String argument) {
    /** First words of HTTP: a browser that was made to send a form here (cross-protocol scripting). */
    private static final Set<String> HTTP_METHODS =
            Set.of("GET", "POST", "HEAD", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH", "PROPFIND", "PRI");

    private static final Set<String> SECRET = Set.of("PASS", "ACCT", "ADAT");

    static Request parse(String line) {
        int space = line.indexOf(' ');
        String verb = space < 0 ? line : line.substring(0, space);
        return new Request(verb.toUpperCase(Locale.ROOT), space < 0 ? "" : line.substring(space + 1));
    }

    Optional<FtpCommand> command() {
        return FtpCommand.of(verb);
    }

    boolean is(FtpCommand command) {
        return verb.equals(command.name());
    }

    boolean isHttp() {
        return HTTP_METHODS.contains(verb);
    }

    boolean hasNul() {
        return verb.indexOf('\0') >= 0 || argument.indexOf('\0') >= 0;
    }

    /** For logs and operators: one line, no secrets. */
    String shown() {
        if (argument.isEmpty()) {
            return shownVerb();
        }
        return shownVerb() + " " + (SECRET.contains(verb) ? "***" : NameCodec.printable(argument));
    }

    /** The verb as it can be told back. */
    String shownVerb() {
        String printable = NameCodec.printable(verb);
        return printable.length() > 20 ? printable.substring(0, 20) + "…" : printable;
    }
}
