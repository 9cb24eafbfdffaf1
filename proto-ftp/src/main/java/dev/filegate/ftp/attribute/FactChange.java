package dev.filegate.ftp.attribute;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.failure.GatewayException;
import dev.filegate.core.storage.AttributeChange;
import java.util.Locale;

/**
 * {@code MFF fact=value;… SP path} (draft-somers-ftp-mfxx section 5): several facts of a file set at once.
 *
 * @param facts the facts as the client wrote them, for the reply: {@code Modify=20020717210715;UNIX.mode=0644;}
 * @param attributes the change to ask the storage for
 * @param path what the client named, not resolved
 */
public record FactChange(String facts, AttributeChange attributes, String path) {
    /** The facts that can be set, for FEAT. */
    public static final String FEATURE = "MFF modify;UNIX.mode;";

    /**
     * Parses the argument of MFF.
     *
     * @throws IllegalArgumentException with words for the client, when it is not of that form
     * @throws GatewayException UNSUPPORTED for a fact that cannot be set
     */
    public static FactChange parse(String argument) {
        int space = argument.indexOf(' ');
        if (space < 2 || space == argument.length() - 1 || argument.charAt(space - 1) != ';') {
            throw new IllegalArgumentException("MFF needs facts and a path: MFF modify=YYYYMMDDHHMMSS; path");
        }
        String facts = argument.substring(0, space);
        AttributeChange change = AttributeChange.NONE;
        for (String fact : facts.split(";", 0)) {
            change = with(change, fact);
        }
        return new FactChange(facts, change, argument.substring(space + 1));
    }

    private static AttributeChange with(AttributeChange change, String fact) {
        int equals = fact.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException("a fact is written name=value;");
        }
        String value = fact.substring(equals + 1);
        return switch (fact.substring(0, equals).toLowerCase(Locale.ROOT)) {
            case "modify" -> change.withModified(FtpTimes.parse(value));
            case "unix.mode" -> change.withMode(ModeChange.parseMode(value));
            default ->
                throw new GatewayException(Failure.UNSUPPORTED, "the facts that can be set are modify and UNIX.mode");
        };
    }
}
